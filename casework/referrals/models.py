"""A referral: a share that is offered with a message, and what became of it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from casework.core import clock
from casework.core.db import Base, new_id
from casework.core.i18n import _l
from casework.vault.compartments import Compartment
from casework.vault.sealed import Sealed, SealedRow, sealed

ANSWER_WITHIN = timedelta(days=14)
"""After so many days without an answer a referral is over."""


class ReferralState(StrEnum):
    """Where a referral stands."""

    OFFERED = "offered"
    ACCEPTED = "accepted"
    DONE = "done"
    DECLINED = "declined"
    LAPSED = "lapsed"
    RECALLED = "recalled"
    WITHDRAWN = "withdrawn"


STATE_LABELS = {
    ReferralState.OFFERED: _l("Waiting for an answer"),
    ReferralState.ACCEPTED: _l("Accepted"),
    ReferralState.DONE: _l("Completed"),
    ReferralState.DECLINED: _l("Not taken up"),
    ReferralState.LAPSED: _l("The time is over"),
    ReferralState.RECALLED: _l("Taken back"),
    ReferralState.WITHDRAWN: _l("Withdrawn"),
}

OPEN = frozenset({ReferralState.OFFERED, ReferralState.ACCEPTED, ReferralState.DONE})
"""In these states a share lies behind a referral."""

TAKEN = frozenset({ReferralState.ACCEPTED, ReferralState.DONE})
"""In these states the recipient has a file that reads through the share."""


class Referral(Base):
    """From one organisation's file to another organisation. `number` is spoken on the phone."""

    __tablename__ = "referral"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(7), unique=True)
    sender_ring_id: Mapped[UUID] = mapped_column(ForeignKey("ring.id"))
    recipient_ring_id: Mapped[UUID] = mapped_column(ForeignKey("ring.id"), index=True)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("case.id"), index=True)
    consent_id: Mapped[UUID] = mapped_column(index=True)
    grant_id: Mapped[UUID] = mapped_column(unique=True)
    offered_on: Mapped[date]
    answer_by: Mapped[date]
    ends_on: Mapped[date]
    state: Mapped[ReferralState] = mapped_column(default=ReferralState.OFFERED)
    answered_on: Mapped[date | None]
    seen_on: Mapped[date | None]
    recipient_case_id: Mapped[UUID | None] = mapped_column(ForeignKey("case.id"), index=True)

    @property
    def over(self) -> bool:
        """Whether the clock refuses it today, swept or not."""
        if self.state is ReferralState.OFFERED and self.answer_by < clock.today():
            return True
        return self.state in OPEN and self.ends_on < clock.today()

    @property
    def state_today(self) -> ReferralState:
        """The state, or lapsed when its time has passed."""
        return ReferralState.LAPSED if self.over else self.state

    @property
    def waits(self) -> bool:
        """Whether it waits for the recipient's answer."""
        return self.state_today is ReferralState.OFFERED

    @property
    def taken(self) -> bool:
        """Whether the recipient reads who she is, today."""
        return self.state_today in TAKEN

    @property
    def freed_a_place(self) -> bool:
        """Whether it ended after it was accepted."""
        return self.recipient_case_id is not None and not self.taken


class ReferralEvent(Base):
    """One change of state: who, when."""

    __tablename__ = "referral_event"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    referral_id: Mapped[UUID] = mapped_column(ForeignKey("referral.id"), index=True)
    state: Mapped[ReferralState]
    by_user: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(default=clock.now)


class MessageKind(StrEnum):
    """What a message between the two organisations is."""

    OFFER = "offer"
    ANSWER = "answer"
    PHONE = "phone"


class ReferralMessage(Base):
    """A sealed message that belongs to a referral, and goes with it."""

    __tablename__ = "referral_message"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    referral_id: Mapped[UUID] = mapped_column(ForeignKey("referral.id"), index=True)
    kind: Mapped[MessageKind]
    sender_ring_id: Mapped[UUID] = mapped_column(ForeignKey("ring.id"))
    sender_epoch: Mapped[int]
    recipient_ring_id: Mapped[UUID] = mapped_column(ForeignKey("ring.id"), index=True)
    recipient_epoch: Mapped[int]
    day: Mapped[date] = mapped_column(default=clock.today)
    blob: Mapped[bytes] = mapped_column(LargeBinary)

    @property
    def bound_as(self) -> str:
        """What it is sealed as: opened as another kind of letter it does not open."""
        return f"referral-{self.kind.value}"


class ReferralCopy(SealedRow, Base):
    """What the sender keeps of a referral, in the woman's file. Its id is the referral's."""

    __tablename__ = "referral_copy"
    __sealed_as__ = "referral_copy"
    __compartment__ = Compartment.CASEWORK

    recipient: Sealed[UUID] = sealed()
    course: Sealed[str] = sealed()
    compartments: Sealed[tuple[int, ...]] = sealed()
    ends_on: Sealed[date] = sealed()
    access_needs: Sealed[tuple[str, ...]] = sealed(())
    childcare: Sealed[str] = sealed("")
    hours: Sealed[tuple[str, ...]] = sealed(())
    tell_back: Sealed[bool] = sealed(False)
    count_there: Sealed[bool] = sealed(False)
