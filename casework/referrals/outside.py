"""Referrals to somebody who does not use this system: written down, and what came of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from auth.models import User
from casework.cases.models import Case
from casework.cases.writing import hold_open
from casework.core.errors import NotVisible
from casework.referrals.models import OutsideReferral


@dataclass(frozen=True)
class Told:
    """What the form says. Nothing of it is sent."""

    service: str
    whom: str
    what_for: str
    may_be_said: str
    accompanied: bool | None
    day: date


def write_down(session: Session, user: User, case: Case, told: Told, *, row_id: UUID) -> OutsideReferral:
    """Record it. The same id a second time finds the first. Raises AtRest or FileClosed."""
    made = session.get(OutsideReferral, row_id)
    if made is not None and made.folder_id == case.id:
        return made
    hold_open(session, case)
    row = OutsideReferral(
        folder_id=case.id,
        row_id=row_id,
        service=told.service,
        whom=told.whom,
        what_for=told.what_for,
        may_be_said=told.may_be_said,
        accompanied=told.accompanied,
        day=told.day,
        by_user=user.id,
    )
    session.add(row)
    session.flush()
    return row


def write_result(session: Session, case: Case, row: OutsideReferral, result: str, on: date) -> None:
    """What came of it. Raises AtRest or FileClosed."""
    hold_open(session, case)
    row.result, row.result_on = result, on
    session.flush()


def outside_of(session: Session, case_id: UUID) -> list[OutsideReferral]:
    """Those of one file, the newest first."""
    rows = session.scalars(select(OutsideReferral).where(OutsideReferral.folder_id == case_id))
    return sorted(rows, key=lambda row: (row.day, row.id), reverse=True)


def find_outside(session: Session, case: Case, row_id: UUID) -> OutsideReferral:
    """One of this file. Raises NotVisible."""
    row = session.get(OutsideReferral, row_id)
    if row is None or row.folder_id != case.id:
        raise NotVisible
    return row
