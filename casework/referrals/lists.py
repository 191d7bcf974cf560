"""The lists of referrals, sent and received, each in a fixed number of statements."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from auth.errors import KeyChanged
from auth.models import Ring
from casework.core.i18n import language
from casework.referrals import letters
from casework.referrals.letters import Answer, Offer, PhoneProposal
from casework.referrals.models import MessageKind, Referral, ReferralCopy
from casework.vault.acting import own_ring
from casework.vault.keyring import keyring
from casework.vault.messages import Inbox, NotAsSent
from casework.vault.own_cards import own_cards
from casework.vault.register import read_cards


@dataclass(frozen=True)
class Sent:
    """One that we sent: her name from the card, and what we kept of it."""

    referral: Referral
    name: str
    partner: str
    copy: ReferralCopy | None


@dataclass(frozen=True)
class Received:
    """One that came to us. Before acceptance there is no name; `offer` is None where the message is
    gone or was not written by the sender."""

    referral: Referral
    offer: Offer | None
    name: str = ""


def sent_lines(session: Session, referrals: Sequence[Referral]) -> list[Sent]:
    """Our own, as the list of sent ones shows them."""
    ids = [one.case_id for one in referrals]
    cards = own_cards(session, ids)
    copies = copies_of(session, referrals)
    names = ring_names(session)
    return [
        Sent(one, cards[one.case_id].text.name, names[one.recipient_ring_id], copies.get(one.id))
        for one in referrals
    ]


def copies_of(session: Session, referrals: Sequence[Referral]) -> dict[UUID, ReferralCopy]:
    """What we kept of some referrals, with their sheets loaded."""
    keyring(session).open_folders(session, [one.case_id for one in referrals])
    rows = session.scalars(select(ReferralCopy).where(ReferralCopy.id.in_([one.id for one in referrals])))
    return {row.id: row for row in rows if row.readable}


def ring_names(session: Session) -> Mapping[UUID, str]:
    """What each organisation is called, by its ring."""
    return {ring.id: ring.organisation.name(language()) for ring in session.scalars(select(Ring))}


def received_lines(session: Session, referrals: Sequence[Referral]) -> list[Received]:
    """Those to us, as the inbox shows them: a name only where we read it through a share today."""
    ring = own_ring(session)
    offers = _offers(session, referrals)
    cards = read_cards(session, ring, [one.case_id for one in referrals if one.taken])
    return [
        Received(one, offers.get(one.id), cards[one.case_id].text.name if one.case_id in cards else "")
        for one in referrals
    ]


def _offers(session: Session, referrals: Sequence[Referral]) -> dict[UUID, Offer]:
    ring = own_ring(session)
    by_id = {one.id: one for one in referrals}
    inbox, found = Inbox(session, ring), {}
    for message in letters.to_us(session, ring, list(by_id), MessageKind.OFFER):
        try:
            body = letters.read(inbox, message)
        except (NotAsSent, KeyChanged):
            continue
        if isinstance(body, Offer) and body.belongs_to(by_id[message.referral_id]):
            found[message.referral_id] = body
    return found


def answer_to(session: Session, referral: Referral) -> str:
    """Why ours was not taken up, as a code of `decline_reason`; "" if nothing was written."""
    ring = own_ring(session)
    for message in letters.to_us(session, ring, [referral.id], MessageKind.ANSWER):
        body = letters.read(Inbox(session, ring), message)
        if isinstance(body, Answer):
            return body.reason
    return ""


def proposed_phone(session: Session, referral: Referral) -> str:
    """The newest phone that the recipient proposes; "" if there is none."""
    ring, found = own_ring(session), ""
    for message in letters.to_us(session, ring, [referral.id], MessageKind.PHONE):
        body = letters.read(Inbox(session, ring), message)
        if isinstance(body, PhoneProposal):
            found = body.phone
    return found
