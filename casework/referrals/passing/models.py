"""A file that was offered to another organisation to own, and what became of it."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from casework.core import clock
from casework.core.db import Base, new_id
from casework.core.i18n import _l

ANSWER_WITHIN = timedelta(days=14)
"""After so many days without an answer the file stays where it is."""


class PassingState(StrEnum):
    """Where it stands."""

    OFFERED = "offered"
    PASSED = "passed"
    DECLINED = "declined"
    LAPSED = "lapsed"
    RECALLED = "recalled"
    WITHDRAWN = "withdrawn"


LABELS = {
    PassingState.OFFERED: _l("Waiting for an answer"),
    PassingState.PASSED: _l("Passed on"),
    PassingState.DECLINED: _l("Not taken up"),
    PassingState.LAPSED: _l("The time is over"),
    PassingState.RECALLED: _l("Taken back"),
    PassingState.WITHDRAWN: _l("Withdrawn"),
}


class Passing(Base):
    """From one partner to another. When it is done, this row is all that the former owner keeps: to whom,
    and on which day. `number` is spoken on the phone."""

    __tablename__ = "passing"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(7), unique=True)
    sender_ring_id: Mapped[UUID] = mapped_column(ForeignKey("ring.id"), index=True)
    recipient_ring_id: Mapped[UUID] = mapped_column(ForeignKey("ring.id"), index=True)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("case.id", ondelete="CASCADE"), index=True)
    consent_id: Mapped[UUID] = mapped_column(index=True)
    grant_id: Mapped[UUID] = mapped_column(unique=True)
    offered_on: Mapped[date]
    offered_by: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    answer_by: Mapped[date]
    state: Mapped[PassingState] = mapped_column(default=PassingState.OFFERED)
    answered_on: Mapped[date | None]
    seen_on: Mapped[date | None]

    @property
    def over(self) -> bool:
        """Whether the clock refuses it today, swept or not."""
        return self.state is PassingState.OFFERED and self.answer_by < clock.today()

    @property
    def state_today(self) -> PassingState:
        """The state, or lapsed when its time has passed."""
        return PassingState.LAPSED if self.over else self.state

    @property
    def waits(self) -> bool:
        """Whether it waits for the other organisation's answer."""
        return self.state_today is PassingState.OFFERED

    @property
    def passed(self) -> bool:
        """Whether the file has passed."""
        return self.state is PassingState.PASSED


class PassingLetterKind(StrEnum):
    """Which of the two sides writes."""

    OFFER = "offer"
    ANSWER = "answer"


class PassingLetter(Base):
    """A sealed letter that belongs to it, and goes with it."""

    __tablename__ = "passing_letter"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    passing_id: Mapped[UUID] = mapped_column(ForeignKey("passing.id", ondelete="CASCADE"), index=True)
    kind: Mapped[PassingLetterKind]
    sender_ring_id: Mapped[UUID] = mapped_column(ForeignKey("ring.id"))
    sender_epoch: Mapped[int]
    recipient_ring_id: Mapped[UUID] = mapped_column(ForeignKey("ring.id"), index=True)
    recipient_epoch: Mapped[int]
    blob: Mapped[bytes] = mapped_column(LargeBinary)

    @property
    def bound_as(self) -> str:
        """What it is sealed as: opened as another kind of letter it does not open."""
        return f"passing-{self.kind.value}"
