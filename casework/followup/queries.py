"""Reading what she does now, and what is due. Everything starts from what the person may see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from auth.models import User
from casework.cases.awake import find_awake
from casework.cases.known import cards
from casework.cases.models import Case
from casework.cases.queries import visible_to
from casework.core import clock
from casework.core.errors import NotVisible
from casework.followup.models import Activity, FollowUp
from casework.vault.keyring import keyring


def activities_of(session: Session, case_id: UUID) -> list[Activity]:
    """What she said over time, the last first. The file's sheet has to be loaded."""
    rows = session.scalars(select(Activity).where(Activity.folder_id == case_id))
    return sorted((r for r in rows if r.readable), key=lambda r: r.order, reverse=True)


def follow_ups_of(session: Session, case_id: UUID) -> list[FollowUp]:
    """The follow-ups of a file, first to last. Its sheet has to be loaded."""
    rows = session.scalars(select(FollowUp).where(FollowUp.folder_id == case_id))
    return sorted((r for r in rows if r.readable), key=lambda r: (r.planned_on, r.id))


def now_by_file(session: Session, case_ids: list[UUID]) -> dict[UUID, Activity]:
    """The last answer of each file that has one. Sheets have to be loaded."""
    rows = [
        r for r in session.scalars(select(Activity).where(Activity.folder_id.in_(case_ids))) if r.readable
    ]
    return {row.folder_id: row for row in sorted(rows, key=lambda r: r.order)}


def find_activity(session: Session, user: User, activity_id: UUID) -> tuple[Activity, Case]:
    """One answer in a file that she may see, its sheet loaded. Raises NotVisible."""
    row = session.get(Activity, activity_id)
    return _seen(session, user, row)


def find_follow_up(session: Session, user: User, follow_up_id: UUID) -> tuple[FollowUp, Case]:
    """One follow-up of a file that she may see, its sheet loaded. Raises NotVisible."""
    row = session.get(FollowUp, follow_up_id)
    return _seen(session, user, row)


Row = TypeVar("Row", Activity, FollowUp)


def _seen(session: Session, user: User, row: Row | None) -> tuple[Row, Case]:
    if row is None:
        raise NotVisible
    return row, find_awake(session, user, row.folder_id)


@dataclass(frozen=True)
class Due:
    """A follow-up whose day has come, and her name."""

    row: FollowUp
    name: str
    due_on: date


def due(session: Session, user: User, until: date | None = None) -> list[Due]:
    """The follow-ups of the files that she may see whose day has come, the oldest first. The same
    number of statements always."""
    files = visible_to(user).where(Case.closed_on.is_(None)).with_only_columns(Case.id)
    waiting = select(FollowUp).where(
        FollowUp.due_on <= (until or clock.today()), FollowUp.folder_id.in_(files)
    )
    rows = list(session.scalars(waiting))
    keyring(session).open_folders(session, {row.folder_id for row in rows})
    named = cards(session, {row.folder_id for row in rows})
    found = [
        Due(row, named[row.folder_id].name, row.due_on)
        for row in rows
        if row.folder_id in named and row.due_on is not None
    ]
    return sorted(found, key=lambda one: (one.due_on, one.row.id))
