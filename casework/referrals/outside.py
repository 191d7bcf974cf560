"""Referrals to somebody who does not use this system: written down, and what came of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from auth.models import User
from casework.cases.actions import save
from casework.cases.models import Case
from casework.cases.writing import hold_open
from casework.core import clock
from casework.core.errors import EditedMeanwhile, NotVisible
from casework.people.actions import read_person
from casework.people.models import Elsewhere, Record
from casework.vault.acting import own_ring
from casework.vault.heads import the_head


@dataclass(frozen=True)
class Told:
    """What the form says. Nothing of it is sent."""

    service: str
    whom: str
    what_for: str
    may_be_said: str
    accompanied: bool | None
    day: date


def write_down(session: Session, user: User, case: Case, told: Told, *, row_id: UUID) -> Elsewhere:
    """Record it. The same id a second time finds the first. Raises AtRest, FileClosed or
    StillThinking."""
    hold_open(session, case)
    made = _known(session, case, row_id)
    if made is not None:
        return made
    entry = Elsewhere(
        id=row_id,
        service=told.service,
        day=told.day,
        by=user.id,
        whom=told.whom,
        what_for=told.what_for,
        may_be_said=told.may_be_said,
        accompanied=told.accompanied,
    )
    _keep(session, case, (*_record(session, case.id).elsewhere, entry))
    return entry


def write_result(
    session: Session,
    user: User,
    case: Case,
    entry: Elsewhere,
    result: str,
    on: date,
    *,
    revision: int | None = None,
) -> None:
    """What came of it. Saving what is saved already changes nothing. Raises AtRest, FileClosed, or
    EditedMeanwhile where the answer was filled from an older revision."""
    hold_open(session, case)
    if (entry.result, entry.result_on) == (result, on):
        return
    if revision is not None and revision != entry.revision:
        raise EditedMeanwhile
    written = replace(
        entry,
        result=result,
        result_on=on,
        result_by=user.id,
        result_at=clock.now(),
        revision=entry.revision + 1,
    )
    known = _record(session, case.id).elsewhere
    _keep(session, case, tuple(written if one.id == entry.id else one for one in known))


def _keep(session: Session, case: Case, entries: tuple[Elsewhere, ...]) -> None:
    """Saved as any part of the file is, so that nothing tells which part it was."""
    person = read_person(session, case.id, own_ring(session))
    person.record.elsewhere = entries
    save(session, case.id, person)


def _record(session: Session, case_id: UUID) -> Record:
    return the_head(session, Record, case_id)


def outside_of(session: Session, case_id: UUID) -> list[Elsewhere]:
    """Those of one file, the newest first. Its sheet has to be loaded."""
    return sorted(_record(session, case_id).elsewhere, key=lambda entry: (entry.day, entry.id), reverse=True)


def find_outside(session: Session, case: Case, entry_id: UUID) -> Elsewhere:
    """One of this file. Raises NotVisible."""
    entry = _known(session, case, entry_id)
    if entry is None:
        raise NotVisible
    return entry


def _known(session: Session, case: Case, entry_id: UUID) -> Elsewhere | None:
    return next((one for one in _record(session, case.id).elsewhere if one.id == entry_id), None)
