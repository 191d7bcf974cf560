"""Offering a file to another organisation: her yes, the keys and the letter, in one act."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from auth.errors import NotCompared
from auth.models import KeyKind, Purpose, Ring, TrustedKey, User
from casework.cases.erasure.queries import request_of
from casework.cases.few.actions import is_for_few
from casework.cases.models import Case
from casework.cases.writing import hold_open
from casework.consent.actions import may_share
from casework.consent.conversation import Conversation
from casework.consent.passing import agree_to_pass
from casework.core import clock
from casework.core.errors import NotVisible
from casework.people.actions import Person, read_person
from casework.referrals.numbers import new_number
from casework.referrals.partners import Partners, compared
from casework.referrals.passing import letters
from casework.referrals.passing.ending import end_lapsed
from casework.referrals.passing.errors import KeptByFew, NobodyCompared, OfferedAlready, ToBeErased
from casework.referrals.passing.models import ANSWER_WITHIN, Passing
from casework.referrals.passing.queries import open_of
from casework.vault.acting import own_ring
from casework.vault.folders import Folder, Grant
from casework.vault.taking import take_own


def partners(session: Session) -> Partners:
    """Other partners whose key was compared with ours, both ways: one that cannot check our signature could
    not take the file. Raises NobodyCompared."""
    ring = own_ring(session)
    both = select(TrustedKey.ring_id).where(
        TrustedKey.kind == KeyKind.RING, TrustedKey.subject_id == ring.id, TrustedKey.ring_id != ring.id
    )
    theirs = {str(one) for one in session.scalars(both)}
    try:
        found = compared(session, Purpose.CASEWORK)
    except NotCompared:
        raise NobodyCompared from None
    known = {key: one for key, one in found.items() if key in theirs and not one.restricted}
    if not known:
        raise NobodyCompared
    return known


def check(session: Session, user: User, case: Case) -> None:
    """Refuse to pass a file on that is closed or at rest, that few people may read, that is to be erased or
    was offered already. Its keys are loaded. Raises Refused."""
    if is_for_few(session, case.id) or session.get_one(Folder, case.id).ring_id != own_ring(session).id:
        raise KeptByFew
    hold_open(session, case)
    may_share(session, user, case.id)
    if request_of(session, case.id) is not None:
        raise ToBeErased
    waiting = open_of(session, case.id)
    if waiting is not None and waiting.waits:
        raise OfferedAlready


def offer(
    session: Session,
    user: User,
    case: Case,
    to: Ring,
    why: str,
    conversation: Conversation,
    *,
    passing_id: UUID,
) -> Passing:
    """Offer a file because she wants it there. The same id a second time finds the first.

    Its keys are loaded. Raises Refused, NotCompared or KeyChanged."""
    take_own(session, case.id)
    made = session.get(Passing, passing_id)
    if made is not None:
        if made.case_id != case.id:
            raise NotVisible
        return made
    end_lapsed(session)
    check(session, user, case)
    consent, grant = agree_to_pass(
        session,
        user,
        case.id,
        to=to,
        ends_on=clock.today() + ANSWER_WITHIN,
        conversation=conversation,
    )
    passing = _row(session, user, grant, consent.id, passing_id)
    person = read_person(session, case.id, own_ring(session))
    letters.send(session, own_ring(session), to.id, passing, _letter(user, passing, person, why))
    session.flush()
    return passing


def _row(session: Session, user: User, grant: Grant, consent_id: UUID, passing_id: UUID) -> Passing:
    passing = Passing(
        id=passing_id,
        number=new_number(session, Passing.number),
        sender_ring_id=own_ring(session).id,
        recipient_ring_id=grant.ring_id,
        case_id=grant.folder_id,
        consent_id=consent_id,
        grant_id=grant.id,
        offered_on=clock.today(),
        offered_by=user.id,
        answer_by=grant.ends_on,
    )
    session.add(passing)
    session.flush()
    return passing


def _letter(user: User, passing: Passing, person: Person, why: str) -> letters.Offer:
    identity, contact = person.identity, person.contact
    return letters.Offer(
        passing=passing.id.hex,
        number=passing.number,
        grant=passing.grant_id.hex,
        folder=passing.case_id.hex,
        consent=passing.consent_id.hex,
        by=user.id.hex,
        until=passing.answer_by.isoformat(),
        name=identity.name[: letters.NAME_AT_MOST],
        why=why,
        phone=contact.phone,
        birth_year=identity.birth.bs_year if identity.birth else None,
        palika=contact.palika,
    )
