"""What a file tells the numbers of its beginning and its end."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.cases.models import Case
from casework.cases.state import Closure, Reopening
from casework.consent.counting import Fact, count, tells
from casework.consent.purposes import Purpose
from casework.consent.queries import standing
from casework.facts.parts import Part, month_of
from casework.people.actions import Person, read_person
from casework.people.coding import opening_codes
from casework.vault.acting import ring_of


@tells
def opened(session: Session, case_id: UUID) -> list[Fact]:
    """Her first conversation here. Of a referred woman her own organisation says it, also after the share
    has ended, unless she said yes to this one itself."""
    case = session.get_one(Case, case_id)
    if case.source_id is not None or Purpose.KEEP not in standing(session, case_id).said:
        return []
    return [opening(case, read_person(session, case_id, ring_of(session, case_id)))]


def opening(case: Case, person: Person) -> Fact:
    """The same for a caller who has her heads in hand."""
    return Fact(Part.OPENING, case.id, opening_codes(person, case.opened_on))


@tells
def closed(session: Session, case_id: UUID) -> list[Fact]:
    """The month in which her file was closed; taken back where it was opened again."""
    ends = [row.on for row in session.scalars(select(Closure).where(Closure.folder_id == case_id))]
    if not ends:
        return []
    again = list(session.scalars(select(Reopening).where(Reopening.folder_id == case_id)))
    month = month_of(max(ends)) if len(ends) > len(again) else None
    return [Fact(Part.CLOSING, case_id, {"month": month})]


def tell_closed(session: Session, case_id: UUID) -> None:
    """After it was closed, or opened again."""
    session.flush()
    count(session, case_id, *closed(session, case_id))
