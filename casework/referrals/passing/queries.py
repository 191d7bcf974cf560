"""Reading which files pass on. A sender sees her own and those of files that she sees; a supervisor those of
her organisation, and those that come to it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from auth.models import Ring, User
from auth.policy import Permission
from casework.cases.models import Case
from casework.cases.queries import hidden_from, visible_to
from casework.core.errors import NotVisible
from casework.referrals.passing.models import Passing, PassingState


def _rings(user: User) -> Select[UUID]:
    everybody = Ring.organisation_id == user.organisation_id, Ring.restricted.is_(False)
    return select(Ring.id).where(*everybody)


def _there(user: User) -> Select[Passing]:
    """A file that was left to a few since then is not there for the others, nor that it once passed."""
    return select(Passing).where(Passing.case_id.not_in(hidden_from(user)))


def sent_by(user: User) -> Select[Passing]:
    """What her organisation has offered: all of it to whoever sees all files."""
    query = _there(user).where(Passing.sender_ring_id.in_(_rings(user)))
    if user.may(Permission.ASSIGN):
        return query
    if not user.may(Permission.REFER):
        return query.where(Passing.id.is_(None))
    hers = visible_to(user).with_only_columns(Case.id)
    return query.where(or_(Passing.offered_by == user.id, Passing.case_id.in_(hers)))


def received_by(user: User) -> Select[Passing]:
    """What was offered to her organisation, if deciding is her work."""
    query = _there(user).where(Passing.recipient_ring_id.in_(_rings(user)))
    return query if user.may(Permission.ASSIGN) else query.where(Passing.id.is_(None))


def sent(session: Session, user: User) -> Sequence[Passing]:
    """Hers, the newest first."""
    return session.scalars(sent_by(user).order_by(Passing.offered_on.desc(), Passing.id)).all()


def received(session: Session, user: User) -> Sequence[Passing]:
    """Those to us: what waits first, the longest waiting at the top."""
    found = session.scalars(received_by(user).order_by(Passing.answer_by, Passing.id)).all()
    return [*(one for one in found if one.waits), *reversed([one for one in found if not one.waits])]


def find_sent(session: Session, user: User, passing_id: UUID) -> Passing:
    """One that we offered. Raises NotVisible, the same as for a random id."""
    return _found(session, sent_by(user), passing_id)


def find_received(session: Session, user: User, passing_id: UUID) -> Passing:
    """One that was offered to us. Raises NotVisible, the same as for a random id."""
    return _found(session, received_by(user), passing_id)


def _found(session: Session, query: Select[Passing], passing_id: UUID) -> Passing:
    passing = session.scalar(query.where(Passing.id == passing_id))
    if passing is None:
        raise NotVisible
    return passing


def open_of(session: Session, case_id: UUID) -> Passing | None:
    """The one that waits for an answer, of which a file has one at the most."""
    query = select(Passing).where(Passing.case_id == case_id, Passing.state == PassingState.OFFERED)
    return session.scalar(query.execution_options(populate_existing=True))


def passed_to_us(session: Session, user: User, case_id: UUID) -> Passing | None:
    """The one by which a file came to her organisation; the newest, if it has been here before."""
    query = select(Passing).where(Passing.case_id == case_id, Passing.state == PassingState.PASSED)
    ours = query.where(Passing.recipient_ring_id.in_(_rings(user)))
    return session.scalars(ours.order_by(Passing.answered_on.desc(), Passing.id)).first()


def came_back(session: Session, case_ids: Iterable[UUID]) -> int:
    """How many of some files, which had passed on, are with their former owner again: an older copy of the
    database was put back. Needs no key."""
    passed = select(Passing.case_id).where(Passing.state == PassingState.PASSED)
    back = select(func.count()).select_from(Case).where(Case.id.in_(list(case_ids)), Case.id.not_in(passed))
    return session.scalar(back) or 0
