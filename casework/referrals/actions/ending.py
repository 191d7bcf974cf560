"""The ends of a referral: recalled, withdrawn, lapsed, completed."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from auth.models import User
from casework.audit.chain import note
from casework.audit.models import Act
from casework.cases.models import Case
from casework.consent import hooks
from casework.core import clock
from casework.referrals import letters
from casework.referrals.actions.counting import count_stage
from casework.referrals.errors import AlreadyAnswered, NoLongerOpen
from casework.referrals.lapsing import note_lapse, take_late
from casework.referrals.models import OPEN, Referral, ReferralEvent, ReferralState
from casework.referrals.queries import lock
from casework.referrals.talks.ending import end_with
from casework.referrals.talks.models import TalkState
from casework.vault.acting import actor, own_ring, ring_of
from casework.vault.folders import Grant
from casework.vault.keychange import end_share
from casework.vault.keyring import keyring
from casework.vault.locks import end_without_key


def recall(session: Session, user: User, referral: Referral) -> None:
    """Take back what nobody has answered yet: the share is gone and the lock has changed, in this
    request. Raises AlreadyAnswered or NoLongerOpen."""
    lock(session, referral, changes_keys=True)
    if referral.taken:
        raise AlreadyAnswered
    if referral.state is ReferralState.RECALLED:
        return
    if not referral.waits:
        raise NoLongerOpen
    letters.delete_all(session, [referral.id])
    end_share(session, ring_of(session, referral.case_id), referral.case_id, referral.grant_id)
    _say(session, referral, ReferralState.RECALLED, user.id)
    note(session, actor(session), Act.SHARE_ENDED, folder_id=referral.case_id, subject_id=referral.id)
    session.flush()


def complete(session: Session, user: User, referral: Referral) -> None:
    """Say that the service is completed, from either side. What was agreed about reading stands
    until its end, for what comes after a course. Raises NoLongerOpen."""
    lock(session, referral)
    if not referral.taken:
        raise NoLongerOpen
    if referral.state is ReferralState.DONE:
        return
    _say(session, referral, ReferralState.DONE, user.id)
    theirs = referral.recipient_case_id
    ours = referral.case_id if theirs is None or _is_sender(session, referral) else theirs
    keyring(session).open_folders(session, [ours])
    count_stage(session, ours, referral, "done")
    session.flush()


def _is_sender(session: Session, referral: Referral) -> bool:
    return own_ring(session).id == referral.sender_ring_id


@hooks.on_end
def withdrawn(session: Session, case_id: UUID, consent_id: UUID) -> None:
    """She takes back her consent: what waits is gone, the recipient's file no longer leads to her,
    and what was told back is closed. The share and its card go in the same transaction, by consent."""
    query = select(Referral).where(Referral.case_id == case_id, Referral.consent_id == consent_id)
    locked = query.with_for_update().execution_options(populate_existing=True)
    for referral in session.scalars(locked):
        letters.delete_all(session, [referral.id])
        close_for_recipient(session, referral)
        if referral.state in OPEN:
            _say(session, referral, ReferralState.WITHDRAWN, actor(session).user_id)
    session.flush()


def close_for_recipient(session: Session, referral: Referral) -> None:
    """Let the recipient's file lead nowhere: it stays, closed and without a name, with what the
    recipient wrote. What it shared back or told for a talk ends too. Needs none of its keys."""
    if referral.recipient_case_id is None:
        return
    end_with(session, [referral.grant_id], TalkState.WITHDRAWN)
    case = session.get_one(Case, referral.recipient_case_id)
    case.source_id = None
    case.closed_on = case.closed_on or clock.today()
    back = select(Grant.id).where(
        Grant.folder_id == case.id,
        Grant.ring_id == referral.sender_ring_id,
        Grant.consent_id == referral.consent_id,
    )
    end_without_key(session, list(session.scalars(back)))


def end_lapsed(session: Session) -> int:
    """Delete what the clock refuses already: offers nobody answered in time, shares past their end.
    Needs no key, so a command does it at night. Returns how many ended."""
    today = clock.today()
    due = select(Referral).where(
        or_(
            (Referral.state == ReferralState.OFFERED) & (Referral.answer_by < today),
            Referral.state.in_(sorted(OPEN)) & (Referral.ends_on < today),
        )
    )
    return sum(_lapse(session, referral) for referral in session.scalars(due.order_by(Referral.id)).all())


def _lapse(session: Session, referral: Referral) -> bool:
    if not take_late(session, referral):
        return False
    letters.delete_all(session, [referral.id])
    end_without_key(session, [referral.grant_id])
    end_with(session, [referral.grant_id], TalkState.LAPSED)
    close_for_recipient(session, referral)
    _say(session, referral, ReferralState.LAPSED, None)
    note_lapse(session, referral)
    session.flush()
    return True


def seen(session: Session, referral: Referral) -> None:
    """The caseworker has read the answer: it leaves her day, and the numbers learn of it."""
    lock(session, referral)
    if referral.seen_on is not None or referral.waits:
        return
    referral.seen_on = clock.today()
    stage = {
        ReferralState.ACCEPTED: "accepted",
        ReferralState.DONE: "accepted",
        ReferralState.DECLINED: "declined",
    }.get(referral.state)
    if stage is not None:
        keyring(session).open_folders(session, [referral.case_id])
        count_stage(session, referral.case_id, referral, stage)
    session.flush()


def _say(session: Session, referral: Referral, state: ReferralState, by: UUID | None) -> None:
    referral.state = state
    session.add(ReferralEvent(referral_id=referral.id, state=state, by_user=by))
