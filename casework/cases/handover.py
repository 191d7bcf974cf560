"""Files that change hands: whose they are, which of them are meant, and what is new to whoever got them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from auth.models import User
from auth.work import to_hand_over
from casework.audit.models import Act, Entry
from casework.audit.readings import note_reading
from casework.cases.lists import Listed, arranged, listed
from casework.cases.models import Assignment, Case
from casework.cases.queries import hidden_from
from casework.cases.search import matching
from casework.core import clock
from casework.vault.acting import actor
from casework.vault.folders import RestrictedFolder


@to_hand_over
def open_files(session: Session, user: User) -> int:
    """How many open files are with somebody, those of a few aside: who asks is not told of them. Needs no
    key."""
    query = select(func.count()).select_from(Case).where(Case.assigned_to == user.id)
    query = query.where(Case.id.not_in(select(RestrictedFolder.folder_id)))
    return session.scalar(query.where(Case.closed_on.is_(None))) or 0


def files_with(session: Session, user: User, worker: UUID | None) -> list[Listed]:
    """The open files that are with a colleague, or with nobody yet."""
    return [one for one in arranged(listed(session, user)) if one.case.assigned_to == worker]


def meant(session: Session, files: list[Listed], text: str) -> list[Listed]:
    """Those that a name, a phone, a number or a code may mean, best first. Noted in the audit."""
    note_reading(session, actor(session), Act.SEARCHED)
    return matching(files, text, len(files))


@dataclass(frozen=True)
class HandedOver:
    """A file that somebody gave to her, and which she has not opened since."""

    case_id: UUID
    by: UUID
    on: date


def handed_over(session: Session, user: User) -> list[HandedOver]:
    """What was given to her and is still new, the newest first. One statement; needs no key."""
    opened = exists().where(
        Entry.folder_id == Assignment.case_id, Entry.user_id == user.id, Entry.at >= Assignment.at
    )
    query = (
        select(Assignment)
        .join(Case, Case.id == Assignment.case_id)
        .where(
            Case.assigned_to == user.id,
            Case.closed_on.is_(None),
            Case.id.not_in(hidden_from(user)),
            Assignment.to_user == user.id,
            Assignment.by_user != user.id,
            ~opened,
        )
        .order_by(Assignment.at.desc(), Assignment.id)
    )
    found: dict[UUID, HandedOver] = {}
    for row in session.scalars(query):
        found.setdefault(row.case_id, HandedOver(row.case_id, row.by_user, clock.day_of(row.at)))
    return list(found.values())
