"""What ends at the former owner when its file passes: referrals from it, and what rests on them."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.referrals import letters
from casework.referrals.actions.ending import close_for_recipient
from casework.referrals.models import OPEN, Referral, ReferralEvent, ReferralState


def end_referrals(session: Session, case_id: UUID) -> None:
    """Whoever was asked to do something for her was asked by the former owner: to them it is withdrawn, and
    the new one asks anew. Needs no key; call with the folder's lock held."""
    query = select(Referral).where(Referral.case_id == case_id).order_by(Referral.id).with_for_update()
    for referral in session.scalars(query.execution_options(populate_existing=True)).all():
        letters.delete_all(session, [referral.id])
        if referral.state in OPEN:
            close_for_recipient(session, referral)
            referral.state = ReferralState.WITHDRAWN
            session.add(ReferralEvent(referral_id=referral.id, state=referral.state, by_user=None))
    session.flush()
