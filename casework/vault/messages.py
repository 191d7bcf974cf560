"""Messages from ring to ring: signed by the sender, sealed to the recipient's compared key.

A message stays in the recipient's inbox form until it is taken; then it lies under her own kek.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol
from uuid import UUID

from sqlalchemy.orm import Session

from auth.errors import NotCompared
from auth.held import HeldRing
from auth.trust import PartnerKey, partner_keys
from casework.core.errors import Refused
from casework.core.i18n import _l
from crypto import context, envelope, sealedbox

SIZE = 1024
"""Every message is padded to this, so that its length says nothing."""


class NotAsSent(Refused):
    """A message or a share that does not open: forged, moved, changed, or for an epoch that is gone."""

    message = _l(
        "This could not be opened as it was sent. Nothing was taken over. Please ask the sender to send "
        "it again, and tell the programme office."
    )


class Letter(Protocol):
    """A row that carries a message between two rings."""

    id: UUID
    sender_ring_id: UUID
    sender_epoch: int
    recipient_ring_id: UUID
    recipient_epoch: int
    blob: bytes


def seal_message(ring: HeldRing, recipient: PartnerKey, kind: str, message_id: UUID, body: bytes) -> bytes:
    """Sign a message as our ring and seal it to a partner's compared key. TypeError if it is longer
    than messages are."""
    bound = context.message(
        kind=kind,
        message=message_id,
        sender_ring=ring.id,
        sender_epoch=ring.epoch,
        recipient_ring=recipient.ring_id,
        recipient_epoch=recipient.epoch,
    )
    return sealedbox.seal_signed(ring.now.signing_seed, recipient.inbox, bound, _padded(body))


def _padded(body: bytes) -> bytes:
    payload = envelope.pad(body, SIZE)
    if len(payload) != SIZE:
        raise TypeError("a message is longer than messages are")
    return payload


@dataclass
class Inbox:
    """The messages to one ring, opened on a page: each sender's keys are read once."""

    session: Session
    ring: HeldRing
    _senders: dict[UUID, dict[int, PartnerKey]] = field(default_factory=dict)

    def open(self, kind: str, letter: Letter) -> bytes:
        """What a message says. Raises NotAsSent, NotCompared or KeyChanged."""
        try:
            return envelope.unpad(self._payload(kind, letter))
        except envelope.CannotOpen:
            raise NotAsSent from None

    def keep(self, kind: str, letter: Letter, body: bytes | None = None) -> bytes:
        """The same message under our own current kek, or `body` in its place; the letter's epoch becomes
        ours."""
        try:
            payload = self._payload(kind, letter)
        except envelope.CannotOpen:
            raise NotAsSent from None
        if body is not None:
            payload = _padded(body)
        letter.recipient_epoch = self.ring.epoch
        return envelope.seal(self.ring.now.kek, _bound(kind, letter), payload)

    def _payload(self, kind: str, letter: Letter) -> bytes:
        if letter.recipient_ring_id != self.ring.id:
            raise envelope.CannotOpen
        keys = self.ring.at(letter.recipient_epoch)
        if letter.blob[1:2] != bytes([envelope.ALG_HPKE_XWING]):
            return envelope.unseal(keys.kek, _bound(kind, letter), letter.blob)
        sender = self._sender(letter.sender_ring_id).get(letter.sender_epoch)
        if sender is None:
            raise envelope.CannotOpen
        return sealedbox.open_signed(keys.inbox_seed, sender.verify_key, _bound(kind, letter), letter.blob)

    def _sender(self, ring_id: UUID) -> dict[int, PartnerKey]:
        if ring_id not in self._senders:
            try:
                self._senders[ring_id] = partner_keys(self.session, self.ring, ring_id)
            except NotCompared:
                self._senders[ring_id] = {}
        return self._senders[ring_id]


def _bound(kind: str, letter: Letter) -> bytes:
    return context.message(
        kind=kind,
        message=letter.id,
        sender_ring=letter.sender_ring_id,
        sender_epoch=letter.sender_epoch,
        recipient_ring=letter.recipient_ring_id,
        recipient_epoch=letter.recipient_epoch,
    )
