"""An offer comes to nothing: taken back, withdrawn, declined or lapsed. The keys that were offered are gone,
and the lock changes."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from auth.models import User
from casework.audit.chain import note
from casework.audit.models import Act
from casework.cases.closing import on_close
from casework.cases.models import Case
from casework.consent import hooks
from casework.core import clock
from casework.referrals.lapsing import note_lapse, take_late
from casework.referrals.passing import letters
from casework.referrals.passing.errors import NotOpenAnyMore
from casework.referrals.passing.models import Passing, PassingState
from casework.referrals.passing.queries import open_of
from casework.vault.acting import actor, own_ring
from casework.vault.folders import take
from casework.vault.keychange import end_share
from casework.vault.locks import end_without_key
from casework.vault.taking import take_own


def recall(session: Session, passing: Passing) -> None:
    """Take back what nobody has answered yet: nobody there can open anything, and the lock has changed, in
    this request. Raises NotOpenAnyMore, or NotVisible where the file has passed."""
    take_own(session, passing.case_id)
    session.refresh(passing, with_for_update=True)
    if passing.state is PassingState.RECALLED:
        return
    if not passing.waits:
        raise NotOpenAnyMore
    _end_with_keys(session, passing, PassingState.RECALLED)


def decline(session: Session, passing: Passing, reason: str) -> None:
    """We cannot: for a reason from the list that is about us. The keys are gone; the other side's lock
    changes with its next save. Raises NotOpenAnyMore."""
    take(session, passing.case_id)
    session.refresh(passing, with_for_update=True)
    if passing.state is PassingState.DECLINED:
        return
    if not passing.waits:
        raise NotOpenAnyMore
    answer = letters.Answer(passing.id.hex, reason)
    letters.delete_all(session, [passing.id])
    letters.send(session, own_ring(session), passing.sender_ring_id, passing, answer)
    end_without_key(session, [passing.grant_id])
    passing.state, passing.answered_on = PassingState.DECLINED, clock.today()
    note(session, actor(session), Act.SHARE_ENDED, subject_id=passing.id)
    session.flush()


@hooks.on_end
def withdrawn(session: Session, case_id: UUID, consent_id: UUID) -> None:
    """She takes back her yes. The keys go in the same transaction, by consent."""
    passing = open_of(session, case_id)
    if passing is not None and passing.consent_id == consent_id:
        _end(session, passing, PassingState.WITHDRAWN)


@hooks.on_rest
def rested(session: Session, case_id: UUID) -> None:
    """She is no longer to be helped here, nor, through us, elsewhere."""
    passing = open_of(session, case_id)
    if passing is not None:
        _end_with_keys(session, passing, PassingState.WITHDRAWN)


@on_close
def closed(session: Session, user: User, case: Case) -> None:
    """A file that is closed here is not passed on."""
    passing = open_of(session, case.id)
    if passing is not None:
        _end_with_keys(session, passing, PassingState.RECALLED)


def _end_with_keys(session: Session, passing: Passing, state: PassingState) -> None:
    end_share(session, own_ring(session), passing.case_id, passing.grant_id)
    _end(session, passing, state)
    note(session, actor(session), Act.SHARE_ENDED, folder_id=passing.case_id, subject_id=passing.id)


def _end(session: Session, passing: Passing, state: PassingState) -> None:
    letters.delete_all(session, [passing.id])
    passing.state = state
    session.flush()


def end_lapsed(session: Session) -> int:
    """End the offers that the clock refuses already. Needs no key, so a command does it at night. Returns
    how many ended."""
    late = (Passing.state == PassingState.OFFERED) & (Passing.answer_by < clock.today())
    due = session.scalars(select(Passing).where(late).order_by(Passing.id)).all()
    return sum(_lapse(session, passing) for passing in due)


def _lapse(session: Session, passing: Passing) -> bool:
    if not take_late(session, passing):
        return False
    end_without_key(session, [passing.grant_id])
    _end(session, passing, PassingState.LAPSED)
    note_lapse(session, passing)
    return True


def end_again(session: Session, grant_ids: Iterable[UUID]) -> None:
    """End offers whose keys had gone before an older copy of the database brought them back. Needs no key."""
    query = select(Passing).where(Passing.grant_id.in_(list(grant_ids)))
    for passing in session.scalars(query.where(Passing.state == PassingState.OFFERED)).all():
        _end(session, passing, PassingState.WITHDRAWN)


def seen(session: Session, passing: Passing) -> None:
    """The answer has been read: it leaves her day."""
    session.refresh(passing, with_for_update=True)
    if passing.answered_on is not None and passing.seen_on is None:
        passing.seen_on = clock.today()
        session.flush()
