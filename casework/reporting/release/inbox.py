"""Opening the inbox: what partners' rings sent, each message checked before it counts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from auth.errors import NotCompared
from auth.held import HeldRing
from auth.models import Ring
from auth.trust import PartnerKey, partner_keys
from casework.facts.messages import VERSION, bound
from casework.facts.models import FactMessage
from casework.facts.parts import Part, check_codes
from crypto import envelope, sealedbox
from crypto.envelope import CannotOpen

_CHUNK = 500


@dataclass(frozen=True)
class Put:
    """One part of a woman's way as a partner's ring signed it."""

    pseudonym: str
    organisation: UUID
    source: UUID
    part: Part
    number: int
    codes: dict[str, str]


@dataclass
class Arrived:
    """What an inbox held. `opened` and `refused` are ids of messages; those of a ring whose key was
    never compared, or is older than what was compared, stay where they are."""

    puts: list[Put] = field(default_factory=list)
    forgotten: set[str] = field(default_factory=set)
    opened: list[UUID] = field(default_factory=list)
    refused: list[UUID] = field(default_factory=list)


def open_inbox(session: Session, ring: HeldRing, limit: int | None = None) -> Arrived:
    """Open the messages to this ring, or so many of them, and check who sent them. Nothing is deleted yet.

    Raises KeyChanged if a partner's key row was swapped.
    """
    arrived = Arrived()
    for sender, keys in _senders(session, ring):
        left = None if limit is None else limit - len(arrived.opened) - len(arrived.refused)
        for message in _messages(session, ring, sender.id, list(keys), left):
            try:
                _take(arrived, ring, sender, keys[message.sender_epoch], message)
                arrived.opened.append(message.id)
            except (CannotOpen, ValueError, KeyError, TypeError, AttributeError):
                arrived.refused.append(message.id)
    return arrived


def clear(session: Session, ids: list[UUID]) -> None:
    """Delete messages that were taken in or refused."""
    for start in range(0, len(ids), _CHUNK):
        session.execute(delete(FactMessage).where(FactMessage.id.in_(ids[start : start + _CHUNK])))


def _senders(session: Session, ring: HeldRing) -> Iterator[tuple[Ring, dict[int, PartnerKey]]]:
    sent = select(FactMessage.sender_ring_id).where(FactMessage.recipient_ring_id == ring.id).distinct()
    for ring_id in sorted(session.scalars(sent)):
        try:
            yield session.get_one(Ring, ring_id), partner_keys(session, ring, ring_id)
        except NotCompared:
            continue


def _messages(
    session: Session, ring: HeldRing, sender: UUID, epochs: list[int], limit: int | None
) -> Iterator[FactMessage]:
    query = select(FactMessage).where(
        FactMessage.recipient_ring_id == ring.id,
        FactMessage.sender_ring_id == sender,
        FactMessage.sender_epoch.in_(epochs),
    )
    yield from session.scalars(
        query.order_by(FactMessage.id).limit(limit).execution_options(yield_per=_CHUNK)
    )


def _take(arrived: Arrived, ring: HeldRing, sender: Ring, key: PartnerKey, message: FactMessage) -> None:
    """One message, wholly or not at all."""
    seed = ring.keys[message.recipient_epoch].inbox_seed
    opened = sealedbox.open_signed(seed, key.verify_key, bound(message), message.blob)
    body = json.loads(envelope.unpad(opened))
    pseudonym, organisation = bytes.fromhex(body["pseudonym"]).hex(), UUID(body["organisation"])
    if body["v"] != VERSION or len(pseudonym) != 32 or organisation != sender.organisation_id:
        raise CannotOpen
    if body["act"] == "forget":
        arrived.forgotten.add(pseudonym)
        return
    part = Part(body["part"])
    codes = check_codes(part, body["codes"])
    number = int(body["number"])
    if body["act"] != "put" or not 0 <= number < 2**32:
        raise CannotOpen
    arrived.puts.append(Put(pseudonym, organisation, UUID(body["source"]), part, number, codes))
