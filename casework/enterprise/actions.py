"""Writing down a business, and what she was given for it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from casework.cases.models import Case
from casework.cases.writing import hold_open
from casework.consent.counting import count
from casework.core import clock
from casework.core.calendar import PartialDate, Precision
from casework.core.errors import NotVisible
from casework.enterprise.models import Business, Support
from casework.facts.parts import Part, month_of
from casework.vault.keyring import keyring


def begin(session: Session, case: Case, business_id: UUID, fields: Mapping[str, Any]) -> Business:
    """Write down a business. A second submission leads to the first. Raises FileClosed, AtRest,
    NotVisible."""
    keyring(session).open_folders(session, [case.id])
    hold_open(session, case)
    row = session.get(Business, business_id)
    if row is not None and row.folder_id != case.id:
        raise NotVisible
    if row is None:
        row = Business(row_id=business_id, folder_id=case.id, **fields)
        session.add(row)
        session.flush()
        _tell(session, row, _began(row.begun))
    return row


def change(session: Session, case: Case, row: Business, fields: Mapping[str, Any], *, revision: int) -> None:
    """Change how a business stands. Raises EditedMeanwhile, FileClosed, AtRest."""
    hold_open(session, case)
    row.expect_revision(revision)
    moved = row.stage != fields["stage"]
    for name, value in fields.items():
        setattr(row, name, value)
    if moved:
        _tell(session, row, clock.today())


def give(session: Session, case: Case, row: Business, support: Support) -> None:
    """Write down what she was given, or correct it: the same id is the same thing. Raises
    FileClosed, AtRest."""
    hold_open(session, case)
    if row.support(support.id) == support:
        return
    row.give(support)
    codes = {"support": support.kind, "month": month_of(support.on)}
    count(session, case.id, Part.ENTERPRISE, codes, support.id)


def take_out(session: Session, case: Case, row: Business, support_id: UUID) -> None:
    """Take out what was written down by mistake. Raises FileClosed, AtRest."""
    hold_open(session, case)
    known = row.support(support_id)
    if known is not None:
        row.take_out(support_id)
        count(session, case.id, Part.ENTERPRISE, {"support": known.kind, "month": None}, support_id)


def _tell(session: Session, row: Business, on: date) -> None:
    count(session, row.folder_id, Part.ENTERPRISE, {"stage": row.stage, "month": month_of(on)}, row.id)


def _began(begun: PartialDate | None) -> date:
    """The month to count: that of the beginning where it is known, else this one."""
    if begun is not None and begun.precision in (Precision.DAY, Precision.MONTH):
        return begun.start
    return clock.today()
