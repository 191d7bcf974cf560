"""Accepting and declining: the recipient's side, under the locks that a withdrawal takes as well."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Session

from auth.models import Ring, User
from casework.audit.chain import note
from casework.audit.models import Act
from casework.cases.actions import open_case, save
from casework.cases.models import Case
from casework.consent.counting import start_counting
from casework.core import clock
from casework.core.db import new_id
from casework.people.shown import Shown, shown
from casework.referrals import letters, post
from casework.referrals.actions.counting import count_stage
from casework.referrals.errors import NoLongerOpen
from casework.referrals.models import MessageKind, Referral, ReferralEvent, ReferralState
from casework.referrals.queries import lock
from casework.vault.acting import actor, own_ring
from casework.vault.compartments import Compartment
from casework.vault.folders import Grant
from casework.vault.grants import give
from casework.vault.locks import end_without_key
from casework.vault.messages import Inbox
from casework.vault.receiving import take_share
from casework.vault.register import CardText, write_card


def accept(session: Session, user: User, referral: Referral) -> UUID:
    """Take a referral: the share becomes readable, and a file of our own reads who she is through
    it. Nothing is copied. Returns our file's id; accepting twice finds the first.

    Raises NoLongerOpen, NotAsSent, NotCompared or KeyChanged.
    """
    lock(session, referral)
    if referral.taken and referral.recipient_case_id is not None:
        return referral.recipient_case_id
    if not referral.waits:
        raise NoLongerOpen
    ring = own_ring(session)
    told = letters.offer_of(session, ring, referral)
    grant = take_share(session, ring, referral.grant_id, referral.case_id, referral.consent_id)
    case = _open_file(session, user, referral, grant)
    _say(session, referral, ReferralState.ACCEPTED, user)
    referral.recipient_case_id, referral.answered_on = case.id, clock.today()
    note(session, actor(session), Act.SHARE_ACCEPTED, folder_id=case.id, subject_id=referral.id)
    for message in letters.to_us(session, ring, [referral.id], MessageKind.OFFER):
        post.keep(Inbox(session, ring), message)
    _follow_what_she_said(session, referral, told, case)
    session.flush()
    return case.id


def _open_file(session: Session, user: User, referral: Referral, grant: Grant) -> Case:
    case, person = open_case(session, user, case_id=new_id())
    case.source_id = referral.case_id
    save(session, case.id, person)
    who = card_of(shown(session, case))
    write_card(session, own_ring(session), referral.case_id, who, grant_id=grant.id)
    return case


def card_of(who: Shown) -> CardText:
    """The card that lives as long as the share: what of her can be read, to find and name her."""
    identity, contact = who.identity, who.contact
    if identity is None:
        return CardText()
    family = (identity.birth_family_name, identity.married_family_name)
    return CardText(
        name=identity.name,
        names=tuple(name for name in (*identity.other_names, *family) if name),
        phones=(contact.phone,) if contact and contact.phone else (),
        birth_year=identity.birth.bs_year if identity.birth else None,
        palika=who.palika,
    )


def _follow_what_she_said(session: Session, referral: Referral, told: letters.Offer, case: Case) -> None:
    if told.count_there and told.pseudonym:
        start_counting(session, case.id, told.pseudonym)
    count_stage(session, case.id, referral, "accepted")
    if told.tell_back:
        _share_back(session, referral, case)


def _share_back(session: Session, referral: Referral, case: Case) -> None:
    # She agreed to it in the same conversation; that she did stands in the signed message, and the
    # share bears the id of that consent, so that it ends with it.
    back = give(
        session,
        own_ring(session),
        folder_id=case.id,
        recipient=session.get_one(Ring, referral.sender_ring_id),
        compartments=[Compartment.LIVELIHOOD],
        consent_id=referral.consent_id,
        ends_on=referral.ends_on,
    )
    # Whoever asked to be told need not accept the answer.
    back.accepted_on = clock.today()
    note(session, actor(session), Act.SHARED, folder_id=case.id, subject_id=back.id)


def decline(session: Session, user: User, referral: Referral, reason: str) -> None:
    """Say no, for a reason from the list. The share is gone; the sender's lock changes with her
    organisation's next save in that file. Raises NoLongerOpen."""
    lock(session, referral)
    if referral.state is ReferralState.DECLINED:
        return
    if not referral.waits:
        raise NoLongerOpen
    answer = letters.Answer(referral.id.hex, reason)
    letters.delete_all(session, [referral.id])
    letters.send(session, own_ring(session), referral.sender_ring_id, referral.id, MessageKind.ANSWER, answer)
    end_without_key(session, [referral.grant_id])
    _say(session, referral, ReferralState.DECLINED, user)
    referral.answered_on = clock.today()
    note(session, actor(session), Act.SHARE_ENDED, folder_id=referral.case_id, subject_id=referral.id)
    session.flush()


def _say(session: Session, referral: Referral, state: ReferralState, user: User) -> None:
    referral.state = state
    session.add(ReferralEvent(referral_id=referral.id, state=state, by_user=user.id))
