"""A talk that was asked for: which two organisations, until when, and where it stands."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from casework.core import clock
from casework.core.db import Base, new_id
from casework.core.i18n import _l

ANSWER_WITHIN = timedelta(days=14)
"""After so many days without an answer a request is over."""

STANDS = timedelta(days=30)
"""So long what she said may be read at most, and so long her consent to it lasts."""


class TalkState(StrEnum):
    """Where a request for a talk stands. Nothing in it tells whether they spoke, or of what."""

    WAITING = "waiting"
    TAKEN = "taken"
    NOT_POSSIBLE = "not_possible"
    LAPSED = "lapsed"
    RECALLED = "recalled"
    WITHDRAWN = "withdrawn"


_ENDED = _l("Ended")

ASKER_LABELS = {
    TalkState.WAITING: _l("Waiting for an answer"),
    TalkState.TAKEN: _l("Taken on"),
    TalkState.NOT_POSSIBLE: _l("Not possible"),
    TalkState.LAPSED: _ENDED,
    TalkState.RECALLED: _ENDED,
    TalkState.WITHDRAWN: _ENDED,
}
"""What the network sees: four words, and no more."""

ASKED_LABELS = {
    TalkState.WAITING: _l("Waiting for an answer"),
    TalkState.TAKEN: _l("Taken on"),
    TalkState.NOT_POSSIBLE: _l("Not possible"),
    TalkState.LAPSED: _l("The time is over"),
    TalkState.RECALLED: _l("Taken back"),
    TalkState.WITHDRAWN: _l("Withdrawn"),
}

OPEN = frozenset({TalkState.WAITING, TalkState.TAKEN})
"""In these states a letter may lie behind a request."""


class Talk(Base):
    """From a network to a partner. It names no file: which one it was asked for stands sealed in that
    file alone, so that a stolen copy does not tell for whom somebody asked."""

    __tablename__ = "talk"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    sender_ring_id: Mapped[UUID] = mapped_column(ForeignKey("ring.id"))
    recipient_ring_id: Mapped[UUID] = mapped_column(ForeignKey("ring.id"), index=True)
    asked_on: Mapped[date]
    answer_by: Mapped[date]
    ends_on: Mapped[date]
    """Thirty days after it was asked for, for each alike. The share on which it rests may end before: that
    day stands sealed in the letter, and the end of the share ends the talk."""

    state: Mapped[TalkState] = mapped_column(default=TalkState.WAITING)
    answered_on: Mapped[date | None]
    taken_by: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))
    ends_with: Mapped[bytes] = mapped_column(LargeBinary(32), index=True)
    """Which share it ends with, as a code under a key that is not in the database: from a copy alone
    nobody tells which, nor whether there is one. `talks/ending.py` makes it."""

    @property
    def over(self) -> bool:
        """Whether the clock refuses it today, swept or not."""
        if self.state is TalkState.WAITING and self.answer_by < clock.today():
            return True
        return self.state in OPEN and self.ends_on < clock.today()

    @property
    def state_today(self) -> TalkState:
        """The state, or lapsed when its time has passed."""
        return TalkState.LAPSED if self.over else self.state

    @property
    def waits(self) -> bool:
        """Whether it waits for the partner's answer."""
        return self.state_today is TalkState.WAITING

    @property
    def taken(self) -> bool:
        """Whether a caseworker has taken it on."""
        return self.state_today is TalkState.TAKEN


class TalkLetterKind(StrEnum):
    """Which of the two sides writes."""

    REQUEST = "request"
    ANSWER = "answer"


class TalkLetter(Base):
    """A sealed letter that belongs to a request, and goes with it."""

    __tablename__ = "talk_letter"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    talk_id: Mapped[UUID] = mapped_column(ForeignKey("talk.id"), index=True)
    kind: Mapped[TalkLetterKind]
    sender_ring_id: Mapped[UUID] = mapped_column(ForeignKey("ring.id"))
    sender_epoch: Mapped[int]
    recipient_ring_id: Mapped[UUID] = mapped_column(ForeignKey("ring.id"), index=True)
    recipient_epoch: Mapped[int]
    blob: Mapped[bytes] = mapped_column(LargeBinary)

    @property
    def bound_as(self) -> str:
        """What it is sealed as: opened as another kind of letter it does not open."""
        return f"talk-{self.kind.value}"
