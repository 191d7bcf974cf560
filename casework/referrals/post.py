"""The envelope of what one organisation writes to another about a woman: one for every kind of letter."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from sqlalchemy.orm import Session

from auth.held import HeldRing
from auth.trust import partner_now
from casework.core.db import new_id
from casework.referrals.models import ReferralMessage
from casework.referrals.passing.models import PassingLetter
from casework.referrals.talks.models import TalkLetter
from casework.vault.messages import Inbox, seal_message

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Row = TypeVar("Row", ReferralMessage, TalkLetter, PassingLetter)
Letter = ReferralMessage | TalkLetter | PassingLetter


def send(session: Session, ring: HeldRing, to_ring: UUID, letter: Row, body: DataclassInstance) -> Row:
    """Address a letter to a ring as it is now, sign and seal its body, and put it into the post. Raises
    NotCompared or KeyChanged."""
    partner = partner_now(session, ring, to_ring)
    letter.id = new_id()
    letter.sender_ring_id, letter.sender_epoch = ring.id, ring.epoch
    letter.recipient_ring_id, letter.recipient_epoch = partner.ring_id, partner.epoch
    letter.blob = seal_message(ring, partner, letter.bound_as, letter.id, as_text(body))
    session.add(letter)
    return letter


def read(inbox: Inbox, letter: Letter) -> dict[str, Any]:
    """What a letter to us says, by field. Raises NotAsSent, NotCompared or KeyChanged."""
    told = json.loads(inbox.open(letter.bound_as, letter))
    return {name: tuple(value) if isinstance(value, list) else value for name, value in told.items()}


def keep(inbox: Inbox, letter: Letter) -> None:
    """Put a letter to us under our current keys, unchanged. Raises NotAsSent, NotCompared or KeyChanged."""
    letter.blob = inbox.keep(letter.bound_as, letter)


def as_text(body: DataclassInstance) -> bytes:
    """A body as it is sealed."""
    return json.dumps(asdict(body), ensure_ascii=False, separators=(",", ":")).encode()
