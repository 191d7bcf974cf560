"""What referrals tell the numbers: their stage and month, and only of women who agreed."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from auth.models import User
from casework.consent.counting import Fact, count, tells
from casework.core import clock
from casework.facts.parts import Part, month_of
from casework.referrals.models import TAKEN, Referral, ReferralEvent, ReferralState
from casework.vault.acting import own_ring

_ANSWERS = {**dict.fromkeys(TAKEN, "accepted"), ReferralState.DECLINED: "declined"}


def count_stage(session: Session, case_id: UUID, referral: Referral, stage: str) -> None:
    """Send one stage from one of our own files: offered, accepted, declined or done. Both sides may
    send the same one; of one referral and stage it is counted once."""
    count(session, case_id, _fact(referral, stage, _day(referral, stage)))


@tells
def referred(session: Session, case_id: UUID) -> list[Fact]:
    """Every stage that this side of a referral has told. The sender tells an answer once she has seen it."""
    query = select(Referral).where(or_(Referral.case_id == case_id, Referral.recipient_case_id == case_id))
    return [
        _fact(referral, stage, day)
        for referral in session.scalars(query.order_by(Referral.offered_on, Referral.number))
        for stage, day in _stages(session, referral, ours=referral.case_id == case_id)
    ]


def _stages(session: Session, referral: Referral, *, ours: bool) -> list[tuple[str, date]]:
    found = [("offered", referral.offered_on)] if ours else []
    answer = _ANSWERS.get(referral.state)
    if referral.recipient_case_id is not None:  # taken up once, whatever came of it
        answer = "accepted"
    if answer and referral.answered_on and (not ours or referral.seen_on):
        found.append((answer, referral.answered_on))
    done = _done_by_us(session, referral)
    return [*found, ("done", done)] if done else found


def _done_by_us(session: Session, referral: Referral) -> date | None:
    """The day on which somebody here said that it is completed."""
    query = select(ReferralEvent.at).join(User, User.id == ReferralEvent.by_user)
    of_ours = query.where(
        ReferralEvent.referral_id == referral.id,
        ReferralEvent.state == ReferralState.DONE,
        User.organisation_id == own_ring(session).organisation_id,
    )
    moment = session.scalar(of_ours)
    return clock.day_of(moment) if moment else None


def _fact(referral: Referral, stage: str, day: date) -> Fact:
    return Fact(Part.REFERRAL, referral.id, {"stage": stage, "month": month_of(day)})


def _day(referral: Referral, stage: str) -> date:
    known = {"offered": referral.offered_on, "accepted": referral.answered_on}
    known["declined"] = referral.answered_on
    return known.get(stage) or clock.today()
