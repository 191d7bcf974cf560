"""What is overdue in the files of the others, for whoever answers for all files of an organisation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import or_
from sqlalchemy.orm import Session

from auth.models import User
from auth.policy import Permission
from casework.cases.due import Due, due
from casework.cases.lists import cards_of
from casework.cases.models import Case
from casework.cases.queries import visible_to
from casework.people.shown import load_sheets
from casework.vault.acting import own_ring
from casework.vault.register import CardText


@dataclass(frozen=True)
class Late:
    """How many things are overdue in the files of one colleague, or in those of nobody."""

    worker: UUID | None
    count: int


@dataclass(frozen=True)
class LateWork:
    """The same by name, for one colleague."""

    items: list[Due]
    cards: dict[UUID, CardText]


def of_colleagues(session: Session, user: User) -> list[Case]:
    """The open files that she may see and that are not her own to work with."""
    if not user.may(Permission.ASSIGN):
        return []
    open_now = visible_to(user).where(Case.closed_on.is_(None))
    return list(session.scalars(open_now.where(or_(Case.assigned_to.is_(None), Case.assigned_to != user.id))))


def late(cases: Iterable[Case], found: Iterable[Due]) -> list[Late]:
    """Each colleague with something overdue, whoever has most first."""
    whose = {case.id: case.assigned_to for case in cases}
    counted = Counter(whose[one.case_id] for one in found if one.late and one.case_id in whose)
    return sorted((Late(*pair) for pair in counted.items()), key=lambda one: (-one.count, str(one.worker)))


def late_work(session: Session, user: User, worker: User) -> LateWork:
    """What is overdue in a colleague's files, the longest first. Its number of statements does not depend
    on how many files there are."""
    own_ring(session)  # first: without keys nothing is overdue
    cases: Sequence[Case] = [case for case in of_colleagues(session, user) if case.assigned_to == worker.id]
    load_sheets(session, cases)
    theirs = {case.id: case for case in cases}
    items = [one for one in due(session, user, cases) if one.late and one.case_id in theirs]
    return LateWork(items, cards_of(session, cases))
