"""Referrals whose share ended after the copy was made from which the database was put back."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.referrals import letters
from casework.referrals.actions.ending import close_for_recipient
from casework.referrals.models import OPEN, Referral, ReferralEvent, ReferralState
from casework.referrals.passing.ending import end_again as end_offers_again
from casework.referrals.talks.ending import end_with
from casework.referrals.talks.models import TalkState
from casework.vault.locks import end_without_key


def end_again(session: Session, grant_ids: Iterable[UUID]) -> None:
    """End shares that had ended, with what waits on them, without any key. Why they ended is not in
    the log: to both sides it was withdrawn."""
    ids = list(grant_ids)
    query = select(Referral).where(Referral.grant_id.in_(ids), Referral.state.in_(sorted(OPEN)))
    for referral in session.scalars(query.order_by(Referral.id)).all():
        letters.delete_all(session, [referral.id])
        close_for_recipient(session, referral)
        referral.state = ReferralState.WITHDRAWN
        session.add(ReferralEvent(referral_id=referral.id, state=referral.state, by_user=None))
    end_offers_again(session, ids)
    end_without_key(session, ids)
    end_with(session, ids, TalkState.WITHDRAWN)
    session.flush()
