"""A file is erased: what lies between it and other organisations goes too, and those that keep a file of
their own get a task. Needs no key."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from auth.models import Ring
from casework.audit.chain import Actor, note
from casework.audit.models import Act
from casework.cases.erasure.models import ErasureNotice
from casework.cases.erasure.wiping import on_wipe
from casework.referrals import letters
from casework.referrals.actions.ending import close_for_recipient
from casework.referrals.models import OPEN, Referral, ReferralEvent, ReferralState
from casework.referrals.talks.ending import end_with
from casework.referrals.talks.models import TalkState
from casework.vault.locks import end_without_key
from casework.vault.tombstones import Basis


@on_wipe
def end_referrals(session: Session, case_id: UUID, basis: Basis | None) -> None:
    """Those from the file go without a trace; those by which a file came to us end for the sender."""
    told = basis is not Basis.TIME_OVER
    mine = (Referral.case_id == case_id) | (Referral.recipient_case_id == case_id)
    query = select(Referral).where(mine).order_by(Referral.id).with_for_update()
    for referral in session.scalars(query.execution_options(populate_existing=True)).all():
        letters.delete_all(session, [referral.id])
        if referral.case_id == case_id:
            _ours(session, referral, told=told)
        else:
            _theirs(session, referral, told=told)
    session.flush()


def _ours(session: Session, referral: Referral, *, told: bool) -> None:
    close_for_recipient(session, referral)
    if told and referral.recipient_case_id is not None:
        session.add(ErasureNotice(case_id=referral.recipient_case_id, number=referral.number))
    session.execute(delete(ReferralEvent).where(ReferralEvent.referral_id == referral.id))
    session.delete(referral)


def _theirs(session: Session, referral: Referral, *, told: bool) -> None:
    end_with(session, [referral.grant_id], TalkState.WITHDRAWN)
    end_without_key(session, [referral.grant_id])
    referral.recipient_case_id = None
    if referral.state in OPEN:
        referral.state = ReferralState.WITHDRAWN
        session.add(ReferralEvent(referral_id=referral.id, state=referral.state, by_user=None))
        sender = Actor(session.get_one(Ring, referral.sender_ring_id).organisation_id, None)
        note(session, sender, Act.SHARE_ENDED, folder_id=referral.case_id, subject_id=referral.id)
    if told:
        session.add(ErasureNotice(case_id=referral.case_id, number=referral.number))
