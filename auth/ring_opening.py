"""Opening the rings that a person belongs to, and noticing a key that was swapped."""

from __future__ import annotations

from itertools import pairwise

from sqlalchemy import select
from sqlalchemy.orm import Session

from auth.errors import KeyChanged
from auth.held import HeldRing
from auth.keys import KnownRing, read_known, write_known
from auth.models import Membership, Ring, RingEpoch, User
from auth.secrets import Secrets
from crypto import context, envelope, sealedbox
from crypto.ring import Ring as RingKeys


def open_rings(session: Session, secrets: Secrets, user: User, seed: bytes) -> list[HeldRing]:
    """Unlock every ring that she belongs to. Raises KeyChanged, loudly, if a membership is not
    hers or a key is not what it was."""
    memberships = session.scalars(select(Membership).where(Membership.user_id == user.id))
    try:
        return [_open_ring(session, secrets, m, seed) for m in memberships]
    except envelope.CannotOpen:
        raise KeyChanged from None


def _open_ring(session: Session, secrets: Secrets, row: Membership, seed: bytes) -> HeldRing:
    lock = context.membership_lock(
        ring=row.ring_id, epoch=row.epoch, user=row.user_id, pepper_version=row.pepper_version
    )
    inner = envelope.unseal(secrets.peppers[row.pepper_version], lock, row.blob)
    bound = context.membership(ring=row.ring_id, epoch=row.epoch, user=row.user_id)
    keys = RingKeys(sealedbox.open_with(seed, bound, inner))
    return hold(session, session.get_one(Ring, row.ring_id), row.epoch, keys)


def hold(session: Session, ring: Ring, epoch: int, keys: RingKeys) -> HeldRing:
    """A ring from the secret of its current epoch: the public row has to agree, and the earlier
    secrets are opened one from the other. Raises KeyChanged or CannotOpen."""
    if epoch != ring.epoch:
        raise KeyChanged
    rows = {row.number: row for row in ring.epochs}
    found_keys = {epoch: keys}
    for number in range(epoch, 0, -1):
        row, current = rows.get(number), found_keys[number]
        if row is None or (row.inbox, row.verify_key) != (current.inbox, current.verify_key):
            raise KeyChanged
        if row.previous_secret is None:
            break
        bound = context.previous_secret(ring=ring.id, epoch=number)
        found_keys[number - 1] = RingKeys(envelope.unseal(current.kek, bound, row.previous_secret))
    return HeldRing(ring.id, ring.organisation_id, ring.purpose, epoch, found_keys, ring.restricted)


def unknown_rings(session: Session, user: User, seed: bytes, held: list[HeldRing]) -> list[HeldRing]:
    """The rings whose numbers she has never compared. A newer epoch of a known ring is accepted by
    its signature; one that does not follow is refused (KeyChanged)."""
    try:
        known = {k.ring_id: k for k in read_known(user, seed)}
        return [ring for ring in held if not _is_known(session, ring, known.get(ring.id))]
    except envelope.CannotOpen:
        raise KeyChanged from None


def _is_known(session: Session, ring: HeldRing, known: KnownRing | None) -> bool:
    if known is None:
        return False
    rows = list(
        session.scalars(
            select(RingEpoch)
            .where(RingEpoch.ring_id == ring.id, RingEpoch.number >= known.epoch)
            .order_by(RingEpoch.number)
        )
    )
    first = rows[0] if rows else None
    if first is None or KnownRing.of(ring.id, first.number, first.inbox, first.verify_key) != known:
        raise KeyChanged
    for before, after in pairwise(rows):
        if after.number != before.number + 1:
            raise KeyChanged
        bound = context.epoch(ring=ring.id, epoch=after.number, inbox=after.inbox, verify=after.verify_key)
        sealedbox.check(before.verify_key, bound, b"", after.signature or b"")
    return rows[-1].number == ring.epoch


def remember(user: User, seed: bytes, held: HeldRing) -> None:
    """Note on her own list that she has met this epoch of a ring."""
    now = held.now
    entry = KnownRing.of(held.id, held.epoch, now.inbox, now.verify_key)
    others = [k for k in read_known(user, seed) if k.ring_id != held.id]
    write_known(user, seed, [*others, entry])
