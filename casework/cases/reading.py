"""The plan, the notes and the state of one file, each read once and sorted after opening."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.cases.notes import Note
from casework.cases.plan import Action, Goal
from casework.vault.sealed import SealedRow

Row = TypeVar("Row", bound=SealedRow)


def rows(session: Session, cls: type[Row], case_ids: Iterable[UUID]) -> list[Row]:
    """The rows of a class in some files, in one statement."""
    ids = list(case_ids)
    return list(session.scalars(select(cls).where(cls.folder_id.in_(ids)))) if ids else []


def goals(session: Session, case_id: UUID) -> list[Goal]:
    """The goals, oldest first."""
    return sorted(rows(session, Goal, [case_id]), key=lambda goal: (goal.made_on, goal.words))


def steps(session: Session, case_id: UUID) -> list[Action]:
    """The actions: open ones by their day, then what is done, newest first."""
    found = rows(session, Action, [case_id])
    waiting = sorted((one for one in found if one.is_open), key=lambda one: (one.due_on, one.words))
    done = sorted(
        (one for one in found if not one.is_open), key=lambda one: one.done_on or one.due_on, reverse=True
    )
    return [*waiting, *done]


def notes(session: Session, case_id: UUID) -> list[Note]:
    """The notes, newest first."""
    return sorted(rows(session, Note, [case_id]), key=lambda note: (note.day, note.at), reverse=True)
