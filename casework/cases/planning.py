"""Making and changing goals, actions and notes. Each has the id that its form brought."""

from __future__ import annotations

from datetime import date
from typing import TypeVar
from uuid import UUID

from sqlalchemy.orm import Session

from auth.models import User
from casework.cases.models import Case
from casework.cases.notes import Note
from casework.cases.plan import Action, Goal
from casework.cases.writing import hold_open
from casework.core import clock
from casework.core.errors import NotVisible
from casework.people.models import Record
from casework.vault.heads import the_head
from casework.vault.sealed import SealedRow

Row = TypeVar("Row", bound=SealedRow)


def row_of(session: Session, case: Case, cls: type[Row], row_id: UUID) -> Row:
    """A row of this file. Raises NotVisible, also for a row of another file."""
    row = session.get(cls, row_id)
    if row is None or row.folder_id != case.id:
        raise NotVisible
    return row


def _made(session: Session, case: Case, cls: type[Row], row_id: UUID) -> Row | None:
    """What an earlier sending of the same form made."""
    return row_of(session, case, cls, row_id) if session.get(cls, row_id) is not None else None


def add_goal(session: Session, user: User, case: Case, *, goal_id: UUID, dimension: str, words: str) -> Goal:
    """Write down a goal."""
    hold_open(session, case)
    if made := _made(session, case, Goal, goal_id):
        return made
    goal = Goal(
        folder_id=case.id,
        row_id=goal_id,
        dimension=dimension,
        words=words,
        made_on=clock.today(),
        made_by=user.id,
    )
    session.add(goal)
    return goal


def add_action(
    session: Session,
    user: User,
    case: Case,
    *,
    action_id: UUID,
    words: str,
    due_on: date,
    by_user: UUID | None,
    goal_id: UUID | None = None,
) -> Action:
    """Write down a step, with who does it and by which day."""
    hold_open(session, case)
    if made := _made(session, case, Action, action_id):
        return made
    if goal_id is not None:
        row_of(session, case, Goal, goal_id)
    action = Action(
        folder_id=case.id,
        row_id=action_id,
        words=words,
        goal_id=goal_id,
        by_user=by_user,
        due_on=due_on,
        made_on=clock.today(),
        made_by=user.id,
    )
    session.add(action)
    return action


def add_note(
    session: Session,
    user: User,
    case: Case,
    *,
    note_id: UUID,
    words: str,
    day: date | None = None,
    reached: bool = False,
) -> Note:
    """Write a note. If she was spoken with, that is the newest contact."""
    hold_open(session, case)
    if made := _made(session, case, Note, note_id):
        return made
    day = day or clock.today()
    written = Note(
        folder_id=case.id, row_id=note_id, words=words, day=day, by=user.id, at=clock.now(), reached=reached
    )
    session.add(written)
    if reached:
        was_in_contact(session, case, day)
    return written


def was_in_contact(session: Session, case: Case, day: date) -> None:
    """Remember the newest day on which she was spoken with."""
    record = the_head(session, Record, case.id)
    if record.last_contact is None or record.last_contact < day:
        record.last_contact = day
