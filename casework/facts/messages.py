"""Sending facts: signed by the ring that knows, sealed to the ring that counts."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import secrets
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from auth.errors import NotCompared
from auth.held import HeldRing
from auth.models import Purpose, Ring
from auth.trust import PartnerKey, partner_now
from casework.core import clock
from casework.core.db import new_id
from casework.facts.models import FactMessage
from casework.facts.parts import Part, check_codes
from crypto import context, envelope, sealedbox

SIZE = 1024
"""Every fact is padded to this, the longest and a mere `forget` alike."""

VERSION = 1
_PSEUDONYM = re.compile(r"[0-9a-f]{32}", re.ASCII)


def new_pseudonym() -> str:
    """128 random bits in hex, by which the parts of one woman meet. Never made from anything."""
    return secrets.token_hex(16)


def new_source_key() -> str:
    """A file's own 256 random bits in hex, for `source_name`."""
    return secrets.token_hex(32)


def source_name(source_key: str, row_id: UUID) -> UUID:
    """What the counting side knows a row as: the first 16 bytes of HMAC-SHA256(key of the file,
    "sahayatri/1/source" ‖ id). It tells versions of one thing from other things, and leads nobody who
    has a copy of the database to that row: the ids there stand beside days and people."""
    keyed = hmac.digest(bytes.fromhex(source_key), b"sahayatri/1/source" + row_id.bytes, hashlib.sha256)
    return UUID(bytes=keyed[:16])


def put(
    session: Session,
    ring: HeldRing,
    *,
    pseudonym: str,
    source: UUID,
    part: Part,
    number: int,
    codes: Mapping[str, str | None],
) -> UUID | None:
    """Send one part of a consenting woman's way; call it through `consent.counting` only.

    `source` is the `source_name` of what the part is about (the file, a referral, an enrolment).
    Of the same source, part and stage the highest `number` holds, so a correction is a second message; one
    without a month takes the stage back. Returns the message's id, or None if there is no
    reporting ring whose key was compared with ours: then nothing is sent.

    Raises TypeError for anything that is not a code, KeyChanged if the partner's key was swapped.
    """
    body = {
        "act": "put",
        "source": source.hex,
        "part": Part(part).value,
        "number": int(number),
        "codes": check_codes(Part(part), codes),
    }
    return _send(session, ring, pseudonym, body)


def forget(session: Session, ring: HeldRing, pseudonym: str) -> UUID | None:
    """Take everything under a pseudonym out of what is counted from the next release on."""
    return _send(session, ring, pseudonym, {"act": "forget"})


def delete_unmerged(session: Session, message_ids: Iterable[UUID]) -> None:
    """Delete facts of ours that no release has taken in yet. Those that were, are gone already."""
    session.execute(delete(FactMessage).where(FactMessage.id.in_(list(message_ids))))


def bound(message: FactMessage) -> bytes:
    """What a message's seal and signature are bound to."""
    return context.message(
        kind="fact",
        message=message.id,
        sender_ring=message.sender_ring_id,
        sender_epoch=message.sender_epoch,
        recipient_ring=message.recipient_ring_id,
        recipient_epoch=message.recipient_epoch,
    )


def _send(session: Session, ring: HeldRing, pseudonym: str, body: dict[str, Any]) -> UUID | None:
    if not _PSEUDONYM.fullmatch(pseudonym):
        raise TypeError("a pseudonym is 32 hexadecimal digits")
    partner = _recipient(session, ring)
    if partner is None:
        return None
    message = FactMessage(
        id=new_id(),
        sender_ring_id=ring.id,
        sender_epoch=ring.epoch,
        recipient_ring_id=partner.ring_id,
        recipient_epoch=partner.epoch,
        day=clock.today(),
    )
    whole = {"v": VERSION, "pseudonym": pseudonym, "organisation": ring.organisation_id.hex, **body}
    payload = envelope.pad(json.dumps(whole, separators=(",", ":")).encode(), SIZE)
    if len(payload) != SIZE:
        raise TypeError("a fact is longer than facts are")
    message.blob = sealedbox.seal_signed(ring.now.signing_seed, partner.inbox, bound(message), payload)
    session.add(message)
    return message.id


def _recipient(session: Session, ring: HeldRing) -> PartnerKey | None:
    reporting = session.scalars(select(Ring.id).where(Ring.purpose == Purpose.REPORTING).order_by(Ring.id))
    for ring_id in reporting:
        try:
            return partner_now(session, ring, ring_id)
        except NotCompared:
            continue
    return None
