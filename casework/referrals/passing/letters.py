"""What the two organisations write to each other when a file passes. It is signed, and names the file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from auth.errors import KeyChanged
from auth.held import HeldRing
from casework.referrals import post
from casework.referrals.passing.models import Passing, PassingLetter, PassingLetterKind
from casework.vault.messages import Inbox, NotAsSent

NAME_AT_MOST = 80
"""So many signs of a name go into the letter, for all letters are of one length."""


@dataclass(frozen=True)
class Offer:
    """What whoever decides reads before. Ids are in it, so that no row can be bent to another file."""

    passing: str
    number: str
    grant: str
    folder: str
    consent: str
    by: str
    until: str
    name: str
    why: str
    phone: str = ""
    birth_year: int | None = None
    palika: int | None = None

    def belongs_to(self, passing: Passing) -> bool:
        """Whether it was written for that one and no other."""
        ids = (passing.id, passing.grant_id, passing.case_id, passing.consent_id)
        same = (self.passing, self.grant, self.folder, self.consent) == tuple(one.hex for one in ids)
        return same and self.until == passing.answer_by.isoformat()


@dataclass(frozen=True)
class Answer:
    """Why the other organisation cannot: a code of `talk_reason`, about itself and never about her."""

    passing: str
    reason: str


_BODIES: dict[PassingLetterKind, type[Offer] | type[Answer]] = {
    PassingLetterKind.OFFER: Offer,
    PassingLetterKind.ANSWER: Answer,
}


def send(session: Session, ring: HeldRing, to_ring: UUID, passing: Passing, body: Offer | Answer) -> None:
    """Write to the other side. Raises NotCompared or KeyChanged."""
    kind = PassingLetterKind.OFFER if isinstance(body, Offer) else PassingLetterKind.ANSWER
    letter = PassingLetter(passing_id=passing.id, kind=kind)
    post.send(session, ring, to_ring, letter, body)


def offer_of(session: Session, ring: HeldRing, passing: Passing) -> Offer:
    """The offer of a file to us. Raises NotAsSent if it is gone, forged or of another one."""
    letter = _to_us(session, ring, passing, PassingLetterKind.OFFER)
    body = _read(Inbox(session, ring), letter) if letter is not None else None
    if not isinstance(body, Offer) or not body.belongs_to(passing):
        raise NotAsSent
    return body


def offers_of(session: Session, ring: HeldRing, passings: Iterable[Passing]) -> dict[UUID, Offer]:
    """Those of several that open as they were sent."""
    found = {}
    for passing in passings:
        try:
            found[passing.id] = offer_of(session, ring, passing)
        except (NotAsSent, KeyChanged):
            continue
    return found


def answer_of(session: Session, ring: HeldRing, passing: Passing) -> str:
    """Why ours was not taken up, as a code; "" if nothing was written."""
    letter = _to_us(session, ring, passing, PassingLetterKind.ANSWER)
    body = _read(Inbox(session, ring), letter) if letter is not None else None
    return body.reason if isinstance(body, Answer) else ""


def delete_all(session: Session, passing_ids: Iterable[UUID]) -> None:
    """Delete what was written. Needs no key."""
    session.execute(delete(PassingLetter).where(PassingLetter.passing_id.in_(list(passing_ids))))


def _to_us(
    session: Session, ring: HeldRing, passing: Passing, kind: PassingLetterKind
) -> PassingLetter | None:
    query = select(PassingLetter).where(PassingLetter.passing_id == passing.id, PassingLetter.kind == kind)
    mine = query.where(PassingLetter.recipient_ring_id == ring.id)
    sent = mine.where(PassingLetter.sender_ring_id.in_((passing.sender_ring_id, passing.recipient_ring_id)))
    return session.scalar(sent.order_by(PassingLetter.id))


def _read(inbox: Inbox, letter: PassingLetter) -> Offer | Answer:
    body = _BODIES[letter.kind](**post.read(inbox, letter))
    if body.passing != letter.passing_id.hex:
        raise NotAsSent
    return body
