"""Writing down a business, and what she was given for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from casework.cases.models import Case
from casework.cases.writing import hold_open
from casework.consent.counting import count
from casework.core import clock
from casework.core.errors import NotVisible
from casework.enterprise.counted import given, stages
from casework.enterprise.models import Business, Support
from casework.enterprise.tracing import traced, traced_given
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
        with traced(session, case.id, None, business_id):
            row = Business(row_id=business_id, folder_id=case.id, **fields)
            row.stands(row.stage, clock.today())
            session.add(row)
        session.flush()
        count(session, case.id, *stages(row))
    return row


def change(session: Session, case: Case, row: Business, fields: Mapping[str, Any], *, revision: int) -> None:
    """Change how a business stands. Raises EditedMeanwhile, FileClosed, AtRest."""
    hold_open(session, case)
    row.expect_revision(revision)
    before, stage = stages(row), row.stage
    with traced(session, case.id, row, row.id):
        for name, value in fields.items():
            setattr(row, name, value)
    if row.stage != stage:
        row.stands(row.stage, clock.today())
    count(session, case.id, *(fact for fact in stages(row) if fact not in before))


def give(session: Session, case: Case, row: Business, support: Support) -> None:
    """Write down what she was given, or correct it: the same id is the same thing. Raises
    FileClosed, AtRest."""
    hold_open(session, case)
    if row.support(support.id) == support:
        return
    with traced_given(session, row, support.id):
        row.give(support)
    count(session, case.id, given(support))


def take_out(session: Session, case: Case, row: Business, support_id: UUID) -> None:
    """Take out what was written down by mistake. Raises FileClosed, AtRest."""
    hold_open(session, case)
    known = row.support(support_id)
    if known is not None:
        with traced_given(session, row, support_id):
            row.take_out(support_id)
        count(session, case.id, given(known, taken_out=True))
