"""Offering a referral: her consent, the share and the message, in one act."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from auth.models import Ring, User
from casework.cases.models import Case
from casework.cases.writing import hold_open
from casework.consent.actions import share, shared_until
from casework.consent.conversation import Conversation
from casework.consent.counting import counted
from casework.consent.purposes import Purpose, State
from casework.core import clock
from casework.people.actions import read_person
from casework.referrals import letters
from casework.referrals.actions.counting import count_stage
from casework.referrals.actions.ending import end_lapsed
from casework.referrals.errors import AlreadyReferred
from casework.referrals.models import (
    ANSWER_WITHIN,
    MessageKind,
    Referral,
    ReferralCopy,
    ReferralEvent,
    ReferralState,
)
from casework.referrals.numbers import new_number
from casework.referrals.queries import open_referral
from casework.vault.acting import own_ring
from casework.vault.compartments import Compartment
from casework.vault.folders import Grant
from casework.vault.taking import take_own


@dataclass(frozen=True)
class Wish:
    """What a referral is for: with whom, which trade, which parts are opened until when, and what
    she needs. Every field is a code or an id."""

    recipient: Ring
    course: str
    compartments: tuple[Compartment, ...]
    ends_on: date
    access_needs: tuple[str, ...] = ()
    childcare: str = ""
    hours: tuple[str, ...] = ()


@dataclass(frozen=True)
class Said:
    """What she said, beside yes to the sharing itself, and how the conversation went."""

    tell_back: bool
    count_there: bool
    conversation: Conversation


def offer(session: Session, user: User, case: Case, wish: Wish, said: Said, *, referral_id: UUID) -> Referral:
    """Offer a referral because she agreed to it. The same id a second time finds the first.

    The file's sheets have to be loaded. Raises AtRest, FileClosed, MinorNeedsSupervisor,
    AlreadyReferred, BeyondCeiling, NotCompared or KeyChanged.
    """
    take_own(session, case.id)
    made = session.get(Referral, referral_id)
    if made is not None and made.case_id == case.id:
        return made
    end_lapsed(session)
    hold_open(session, case)
    if open_referral(session, case.id, wish.recipient.id) is not None:
        raise AlreadyReferred
    wish = replace(wish, ends_on=shared_until(session, case.id, wish.ends_on))
    consent, grant = share(
        session,
        user,
        case.id,
        recipient=wish.recipient,
        compartments=wish.compartments,
        ends_on=wish.ends_on,
        conversation=said.conversation,
        also={Purpose.TELL_BACK: _state(said.tell_back), Purpose.COUNT_THERE: _state(said.count_there)},
    )
    referral = _row(session, user, grant, wish, consent.id, referral_id)
    _write(session, user, referral, wish, said)
    _keep_copy(session, referral, wish, said)
    count_stage(session, case.id, referral, "offered")
    session.flush()
    return referral


def _state(agreed: bool) -> State:
    return State.GIVEN if agreed else State.REFUSED


def _row(
    session: Session, user: User, grant: Grant, wish: Wish, consent_id: UUID, referral_id: UUID
) -> Referral:
    referral = Referral(
        id=referral_id,
        number=new_number(session, Referral.number),
        sender_ring_id=own_ring(session).id,
        recipient_ring_id=wish.recipient.id,
        case_id=grant.folder_id,
        consent_id=consent_id,
        grant_id=grant.id,
        offered_on=clock.today(),
        answer_by=min(clock.today() + ANSWER_WITHIN, wish.ends_on),
        ends_on=wish.ends_on,
        state=ReferralState.OFFERED,
    )
    session.add(referral)
    session.flush()
    session.add(ReferralEvent(referral_id=referral.id, state=referral.state, by_user=user.id))
    return referral


def _write(session: Session, user: User, referral: Referral, wish: Wish, said: Said) -> None:
    ring = own_ring(session)
    person = read_person(session, referral.case_id, ring)
    counts = said.count_there and counted(session, referral.case_id)
    body = letters.Offer(
        referral=referral.id.hex,
        number=referral.number,
        grant=referral.grant_id.hex,
        folder=referral.case_id.hex,
        consent=referral.consent_id.hex,
        course=wish.course,
        palika=person.contact.palika,
        access_needs=wish.access_needs,
        childcare=wish.childcare,
        hours=wish.hours,
        desk_en=user.organisation.desk_en,
        desk_ne=user.organisation.desk_ne,
        tell_back=said.tell_back,
        count_there=said.count_there,
        pseudonym=person.record.pseudonym if counts else "",
    )
    letters.send(session, ring, referral.recipient_ring_id, referral.id, MessageKind.OFFER, body)


def _keep_copy(session: Session, referral: Referral, wish: Wish, said: Said) -> None:
    session.add(
        ReferralCopy(
            folder_id=referral.case_id,
            row_id=referral.id,
            recipient=wish.recipient.id,
            course=wish.course,
            compartments=tuple(c.value for c in wish.compartments),
            ends_on=wish.ends_on,
            access_needs=wish.access_needs,
            childcare=wish.childcare,
            hours=wish.hours,
            tell_back=said.tell_back,
            count_there=said.count_there,
        )
    )
