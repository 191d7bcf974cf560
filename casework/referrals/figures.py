"""An organisation's own referrals, as days: offered, accepted, or still waiting."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from auth.models import User
from auth.policy import Permission
from casework.cases.queries import hidden_from
from casework.core import clock
from casework.referrals.models import Referral, ReferralEvent, ReferralState
from casework.referrals.queries import received_by, sent_by
from casework.referrals.talks.answering import received as talks_received


@dataclass(frozen=True)
class Offer:
    """One referral: when it was offered, when it was accepted, and whether it waits for an answer."""

    offered_on: date
    accepted_on: date | None
    waits: bool

    @property
    def days(self) -> int | None:
        """How many days it took until it was accepted."""
        return (self.accepted_on - self.offered_on).days if self.accepted_on else None


def offers(session: Session, user: User) -> list[Offer]:
    """Those that came to a network, or that a partner sent; none whose file she does not see. Two
    statements."""
    query = _of_hers(user)
    accepted = select(ReferralEvent.referral_id, func.min(ReferralEvent.at))
    accepted = accepted.where(ReferralEvent.state == ReferralState.ACCEPTED)
    among = query.with_only_columns(Referral.id)
    rows = session.execute(
        accepted.where(ReferralEvent.referral_id.in_(among)).group_by(ReferralEvent.referral_id)
    )
    days = {referral_id: clock.day_of(at) for referral_id, at in rows}
    return [Offer(one.offered_on, days.get(one.id), one.waits) for one in session.scalars(query)]


def _of_hers(user: User) -> Select[Referral]:
    if not user.may(Permission.REFERRALS_RECEIVE):
        return sent_by(user)
    ours = Referral.recipient_case_id
    return received_by(user).where(or_(ours.is_(None), ours.not_in(hidden_from(user))))


def talks_waiting(session: Session, user: User) -> int | None:
    """How many requests for a talk wait for an answer; None where none can come."""
    if not user.may(Permission.TALKS_RECEIVE):
        return None
    return sum(one.waits for one in talks_received(session, user))
