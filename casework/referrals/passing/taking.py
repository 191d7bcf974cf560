"""Taking a file over: one transaction, under its lock, after which the former owner opens nothing of it."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import Session

from auth.break_glass import require_verified
from auth.models import Ring, User
from casework.audit.chain import Actor, note
from casework.audit.models import Act
from casework.cases.actions import save
from casework.cases.models import Case
from casework.cases.reading import steps
from casework.cases.state_changes import hand_over
from casework.consent.passing import settle_with_us
from casework.core import clock
from casework.people.actions import new_code, read_person
from casework.referrals.passing import letters
from casework.referrals.passing.errors import NotOpenAnyMore
from casework.referrals.passing.leaving import end_referrals
from casework.referrals.passing.models import Passing, PassingState
from casework.vault import ended
from casework.vault.acting import actor, own_ring
from casework.vault.folders import Folder, take
from casework.vault.messages import NotAsSent
from casework.vault.receiving import take_share
from casework.vault.rehoming import rehome
from casework.vault.tombstones import retire


def accept(session: Session, user: User, passing: Passing, to_user: UUID) -> UUID:
    """Take a file over and give it to a colleague. Returns its id; accepting twice changes nothing.

    Raises NotOpenAnyMore, NotForThisWork, NotAsSent, Locked, NotCompared or KeyChanged."""
    folder = _lock(session, passing)
    ring = own_ring(session)
    if passing.passed and folder.ring_id == ring.id:
        return folder.id
    if not passing.waits:
        raise NotOpenAnyMore
    require_verified(session, user.organisation_id)
    letters.offer_of(session, ring, passing)
    if folder.ring_id != passing.sender_ring_id:
        raise NotAsSent
    grant = take_share(session, ring, passing.grant_id, passing.case_id, passing.consent_id)
    if grant.sender_ring_id != passing.sender_ring_id:
        raise NotAsSent
    end_referrals(session, folder.id)
    rehome(session, folder, ring)
    _say(session, passing)
    case = session.get_one(Case, folder.id)
    case.organisation_id, case.assigned_to = user.organisation_id, None
    session.flush()
    hand_over(session, user, [case.id], to_user)
    _settle(session, user, passing, to_user)
    return case.id


def _lock(session: Session, passing: Passing) -> Folder:
    """The file first, as a withdrawal does, so that the two never wait for each other."""
    try:
        folder = take(session, passing.case_id)
    except NoResultFound:
        raise NotOpenAnyMore from None
    session.refresh(passing, with_for_update=True)
    return folder


def _say(session: Session, passing: Passing) -> None:
    passing.state, passing.answered_on = PassingState.PASSED, clock.today()
    letters.delete_all(session, [passing.id])
    former = session.get_one(Ring, passing.sender_ring_id).organisation_id
    # The former owner's chain ends for this file: what becomes of its rows stands in ours from now on.
    note(session, Actor(former, None), Act.PASSED_ON, folder_id=passing.case_id)
    note(session, actor(session), Act.TAKEN_OVER, folder_id=passing.case_id, subject_id=passing.id)
    ended.about(session, ended.Kind.PASSED, [passing.case_id])


def _settle(session: Session, user: User, passing: Passing, to_user: UUID) -> None:
    """What she said stands as she said it to us; open steps are done by whoever helps her now; the code is
    one that no file of ours has."""
    try:
        settle_with_us(session, user, passing.case_id, passing.consent_id)
    except LookupError:
        raise NotAsSent from None
    person = read_person(session, passing.case_id, own_ring(session))
    retire(session, session.get_one(Ring, passing.sender_ring_id).organisation_id, person.record.code)
    person.record.code = new_code(session, own_ring(session))
    for step in steps(session, passing.case_id):
        if step.is_open and step.by_user is not None:
            step.by_user = to_user
    save(session, passing.case_id, person)
