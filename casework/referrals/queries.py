"""Reading referrals. A sender sees those of files that she sees; a recipient those to its ring."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from auth.models import Ring, User
from auth.policy import Permission
from casework.cases.models import Case
from casework.cases.queries import visible_to as files_visible_to
from casework.core.errors import NotVisible
from casework.referrals.models import OPEN, Referral
from casework.vault.folders import hold, take


def sent_by(user: User) -> Select[Referral]:
    """The referrals of the files that are open to her."""
    mine = files_visible_to(user).with_only_columns(Case.id)
    return select(Referral).where(Referral.case_id.in_(mine))


def received_by(user: User) -> Select[Referral]:
    """The referrals to her organisation, if answering them is her work."""
    ring = select(Ring.id).where(Ring.organisation_id == user.organisation_id)
    query = select(Referral).where(Referral.recipient_ring_id.in_(ring))
    return query if user.may(Permission.REFERRALS_RECEIVE) else query.where(Referral.id.is_(None))


def sent(session: Session, user: User) -> Sequence[Referral]:
    """Hers, the newest first."""
    return session.scalars(sent_by(user).order_by(Referral.offered_on.desc(), Referral.id)).all()


def received(session: Session, user: User) -> Sequence[Referral]:
    """Those to us: the longest waiting first."""
    return session.scalars(received_by(user).order_by(Referral.answer_by, Referral.id)).all()


def find_sent(session: Session, user: User, referral_id: UUID) -> Referral:
    """One that we sent. Raises NotVisible, the same as for a random id."""
    return _found(session, sent_by(user), referral_id)


def find_received(session: Session, user: User, referral_id: UUID) -> Referral:
    """One that came to us. Raises NotVisible, the same as for a random id."""
    return _found(session, received_by(user), referral_id)


def _found(session: Session, query: Select[Referral], referral_id: UUID) -> Referral:
    referral = session.scalar(query.where(Referral.id == referral_id))
    if referral is None:
        raise NotVisible
    return referral


def of_case(session: Session, case_id: UUID) -> Sequence[Referral]:
    """The referrals of one file, the newest first."""
    query = select(Referral).where(Referral.case_id == case_id)
    return session.scalars(query.order_by(Referral.offered_on.desc(), Referral.id)).all()


def referral_to(session: Session, case_id: UUID) -> Referral | None:
    """The one by which a network knows the woman of its file; None of one who came by herself."""
    return session.scalar(select(Referral).where(Referral.recipient_case_id == case_id))


def open_referral(session: Session, case_id: UUID, ring_id: UUID) -> Referral | None:
    """The one that lies open between a file and an organisation: at most one does."""
    query = select(Referral).where(Referral.case_id == case_id, Referral.recipient_ring_id == ring_id)
    return session.scalar(query.where(Referral.state.in_(sorted(OPEN))))


def lock(session: Session, referral: Referral, *, changes_keys: bool = False) -> None:
    """Hold a referral and its file until the transaction ends, and read it again: the file first,
    as a withdrawal does, so that the two never wait for each other."""
    if changes_keys:
        take(session, referral.case_id)
    else:
        hold(session, [referral.case_id])
    session.refresh(referral, with_for_update=True)


def newest_first(referral: Referral) -> tuple[int, str]:
    """A sorting key: the day of the last change that both sides know."""
    day = referral.answered_on or referral.offered_on
    return -day.toordinal(), referral.number
