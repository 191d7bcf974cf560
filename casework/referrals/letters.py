"""What is written to the other organisation: codes, places and yes or no. No words of anybody's own."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from auth.held import HeldRing
from casework.referrals import post
from casework.referrals.models import MessageKind, Referral, ReferralMessage
from casework.vault.messages import Inbox, NotAsSent


@dataclass(frozen=True)
class Offer:
    """What the recipient reads before it answers. Ids are in it, so that a referral's row cannot be
    bent to another share."""

    referral: str
    number: str
    grant: str
    folder: str
    consent: str
    course: str
    palika: int | None = None
    access_needs: tuple[str, ...] = ()
    childcare: str = ""
    hours: tuple[str, ...] = ()
    desk_en: str = ""
    desk_ne: str = ""
    tell_back: bool = False
    count_there: bool = False
    pseudonym: str = ""

    def desk(self, language: str) -> str:
        """The neutral name under which it arrives."""
        return self.desk_ne if language == "ne" else self.desk_en

    def belongs_to(self, referral: Referral) -> bool:
        """Whether this message was written for that referral and no other."""
        ids = (referral.id, referral.grant_id, referral.case_id, referral.consent_id)
        return (self.referral, self.grant, self.folder, self.consent) == tuple(i.hex for i in ids)


@dataclass(frozen=True)
class Answer:
    """Why a referral was not taken up, as a code of `decline_reason`."""

    referral: str
    reason: str


@dataclass(frozen=True)
class PhoneProposal:
    """A phone that the recipient noticed. The caseworker takes it over, or leaves it."""

    referral: str
    phone: str


Body = Offer | Answer | PhoneProposal
_BODIES: dict[MessageKind, type[Body]] = {
    MessageKind.OFFER: Offer,
    MessageKind.ANSWER: Answer,
    MessageKind.PHONE: PhoneProposal,
}


def send(
    session: Session, ring: HeldRing, to_ring: UUID, referral_id: UUID, kind: MessageKind, body: Body
) -> ReferralMessage:
    """Write to the other organisation. Raises NotCompared or KeyChanged."""
    message = ReferralMessage(referral_id=referral_id, kind=kind)
    return post.send(session, ring, to_ring, message, body)


def read(inbox: Inbox, message: ReferralMessage) -> Body:
    """What a message to us says. Raises NotAsSent."""
    body = _BODIES[message.kind](**post.read(inbox, message))
    if body.referral != message.referral_id.hex:
        raise NotAsSent
    return body


def to_us(
    session: Session, ring: HeldRing, referral_ids: list[UUID], kind: MessageKind
) -> list[ReferralMessage]:
    """The messages of a kind that lie in our inbox for some referrals, oldest first, in one SELECT."""
    query = select(ReferralMessage).where(
        ReferralMessage.referral_id.in_(referral_ids),
        ReferralMessage.recipient_ring_id == ring.id,
        ReferralMessage.kind == kind,
    )
    return list(session.scalars(query.order_by(ReferralMessage.day, ReferralMessage.id)))


def offer_of(session: Session, ring: HeldRing, referral: Referral) -> Offer:
    """The offer of a referral to us. Raises NotAsSent if it is gone, forged or of another one."""
    for message in to_us(session, ring, [referral.id], MessageKind.OFFER):
        body = read(Inbox(session, ring), message)
        if isinstance(body, Offer) and body.belongs_to(referral):
            return body
    raise NotAsSent


def delete_all(session: Session, referral_ids: list[UUID], *, kind: MessageKind | None = None) -> None:
    """Delete what was written about some referrals, or one kind of it. Needs no key."""
    query = delete(ReferralMessage).where(ReferralMessage.referral_id.in_(referral_ids))
    session.execute(query if kind is None else query.where(ReferralMessage.kind == kind))
