"""A phone that has changed: the recipient noticed it, the caseworker decides."""

from __future__ import annotations

from sqlalchemy.orm import Session

from auth.models import User
from casework.cases.actions import save
from casework.cases.models import Case
from casework.cases.writing import hold_open
from casework.people.actions import read_person
from casework.people.forms_person import ContactForm
from casework.people.tracing import traced
from casework.referrals import letters
from casework.referrals.errors import NoLongerOpen
from casework.referrals.lists import proposed_phone
from casework.referrals.models import MessageKind, Referral
from casework.referrals.queries import lock
from casework.vault.acting import own_ring


def propose_phone(session: Session, user: User, referral: Referral, phone: str) -> None:
    """Tell the sender of a new number; nothing of hers changes. Raises NoLongerOpen."""
    lock(session, referral)
    if not referral.taken:
        raise NoLongerOpen
    ring = own_ring(session)
    letters.delete_all(session, [referral.id], kind=MessageKind.PHONE)
    body = letters.PhoneProposal(referral.id.hex, phone)
    letters.send(session, ring, referral.sender_ring_id, referral.id, MessageKind.PHONE, body)
    session.flush()


def take_phone(session: Session, user: User, case: Case, referral: Referral) -> None:
    """Take the proposed number over into her file, whose sheets are loaded. Her rules stay as they
    are: whose phone it is and who sees it has to be asked again. Raises AtRest or FileClosed."""
    lock(session, referral)
    phone = proposed_phone(session, referral)
    if phone:
        hold_open(session, case)
        person = read_person(session, case.id, own_ring(session))
        with traced(person, "contact", person.contact, ContactForm, by=user.id):
            person.contact.phone, person.contact.reachable = phone, "phone"
            person.contact.phone_owner, person.contact.others_see = "", ()
        save(session, case.id, person)
    leave_phone(session, referral)


def leave_phone(session: Session, referral: Referral) -> None:
    """Leave her number as it is."""
    letters.delete_all(session, [referral.id], kind=MessageKind.PHONE)
    session.flush()
