"""Opening a grant: under our own kek, or still signed and sealed in our inbox."""

from __future__ import annotations

from sqlalchemy.orm import Session

from auth.held import HeldRing
from auth.trust import partner_keys
from casework.vault.folders import Grant
from crypto import context, envelope, sealedbox, sheet


def open_sheet(session: Session, ring: HeldRing, grant: Grant) -> sheet.Sheet:
    """The sheet of a grant to our ring. Raises CannotOpen if it was forged, moved or changed, or
    if its epoch is one that we no longer hold; EpochMoved if it is newer than what she holds."""
    keys = ring.at(grant.epoch)
    if grant.blob[1:2] != bytes([envelope.ALG_HPKE_XWING]):
        return sheet.decode(envelope.unseal(keys.kek, grant_context(grant), grant.blob))
    sender = _verify_key_of_sender(session, ring, grant)
    return sheet.decode(sealedbox.open_signed(keys.inbox_seed, sender, offer_context(grant), grant.blob))


def _verify_key_of_sender(session: Session, ring: HeldRing, grant: Grant) -> bytes:
    if grant.sender_ring_id is None or grant.sender_epoch is None:
        raise envelope.CannotOpen
    found = partner_keys(session, ring, grant.sender_ring_id).get(grant.sender_epoch)
    if found is None:
        raise envelope.CannotOpen
    return found.verify_key


def grant_context(grant: Grant) -> bytes:
    """What a sheet under a kek is bound to."""
    return context.grant(
        grant=grant.id,
        folder=grant.folder_id,
        ring=grant.ring_id,
        epoch=grant.epoch,
        consent=grant.consent_id,
        ends=grant.ends_on,
    )


def offer_context(grant: Grant) -> bytes:
    """What a sheet in a partner's inbox is bound to."""
    if grant.sender_ring_id is None or grant.sender_epoch is None:
        raise envelope.CannotOpen
    return context.share_offer(
        grant=grant.id,
        folder=grant.folder_id,
        ring=grant.ring_id,
        epoch=grant.epoch,
        consent=grant.consent_id,
        ends=grant.ends_on,
        sender_ring=grant.sender_ring_id,
        sender_epoch=grant.sender_epoch,
    )
