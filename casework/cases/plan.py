"""The plan of a file: goals, and actions with a person and a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from casework.core.db import Base
from casework.people.corrected import Traced
from casework.vault.compartments import Compartment
from casework.vault.sealed import Sealed, SealedRow, sealed


class GoalState(StrEnum):
    """How a goal stands. Labels: the list goal_status."""

    OPEN = "open"
    REACHED = "reached"
    DROPPED = "dropped"


class Goal(Traced, Base):
    """Something that she wants, in one of the three dimensions of reintegration."""

    __tablename__ = "goal"
    __sealed_as__ = "goal"
    __compartment__ = Compartment.CASEWORK
    __pad__ = 2048

    dimension: Sealed[str] = sealed()
    words: Sealed[str] = sealed()
    state: Sealed[GoalState] = sealed(GoalState.OPEN)
    made_on: Sealed[date] = sealed()
    made_by: Sealed[UUID] = sealed()


@dataclass(frozen=True)
class Postponement:
    """From which day to which, decided by whom and when."""

    was: date
    to: date
    by: UUID
    on: date


class Action(SealedRow, Base):
    """One step: what, by whom, by which day. Every day that it was moved is kept."""

    __tablename__ = "action"
    __sealed_as__ = "action"
    __compartment__ = Compartment.CASEWORK

    words: Sealed[str] = sealed()
    goal_id: Sealed[UUID | None] = sealed(None)
    by_user: Sealed[UUID | None] = sealed(None)  # None: she herself
    due_on: Sealed[date] = sealed()
    made_on: Sealed[date] = sealed()
    made_by: Sealed[UUID] = sealed()
    done_on: Sealed[date | None] = sealed(None)
    done_by: Sealed[UUID | None] = sealed(None)
    moved: Sealed[tuple[Postponement, ...]] = sealed(())

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done."""
        return self.done_on is None

    def finish(self, user_id: UUID, day: date) -> None:
        """It is done. Saying so twice changes nothing."""
        if self.is_open:
            self.done_on, self.done_by = day, user_id

    def reopen(self) -> None:
        """It was not done after all."""
        self.done_on, self.done_by = None, None

    def postpone(self, to: date, user_id: UUID, day: date) -> None:
        """Give it another day."""
        if to != self.due_on:
            self.moved = (*self.moved, Postponement(self.due_on, to, user_id, day))
            self.due_on = to
