"""The keys that we seal to: compared once by two people, then kept under our own chain key."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from auth.errors import KeyChanged, MemberChanged, NotCompared, PartnerChanged
from auth.held import HeldRing
from auth.models import KeyKind, Ring, RingEpoch, TrustedKey
from casework.core import clock
from crypto import context, sealedbox
from crypto.envelope import CannotOpen
from crypto.ring import check_mac, mac

_PARTNERS = "partner_keys"


@dataclass(frozen=True, repr=False)
class PartnerKey:
    """The public half of one epoch of somebody else's ring, as far as we trust it."""

    ring_id: UUID
    epoch: int
    inbox: bytes
    verify_key: bytes


def pin(
    session: Session,
    ours: HeldRing,
    kind: KeyKind,
    subject_id: UUID,
    public_key: bytes,
    *,
    by: UUID,
    subject_epoch: int | None = None,
    verify_key: bytes | None = None,
) -> TrustedKey:
    """Keep a key that two people have compared. An earlier one of the same subject gives way."""
    row = _row(session, ours.id, kind, subject_id) or TrustedKey(
        ring_id=ours.id, kind=kind, subject_id=subject_id
    )
    row.subject_epoch = subject_epoch
    row.public_key, row.verify_key = public_key, verify_key
    row.compared_by, row.compared_at = by, clock.now()
    _keep_under(ours, row)
    session.add(row)
    forget_partners(session)
    return row


def _keep_under(ours: HeldRing, row: TrustedKey) -> None:
    row.epoch = ours.epoch
    row.mac = mac(ours.now.chain_key, _context(row))


def move_trust(session: Session, fresh: HeldRing) -> None:
    """Put every key that was compared under the chain key of the new epoch, so that the old secret
    can be dropped. Raises KeyChanged if one of them is not what was compared."""
    for row in session.scalars(select(TrustedKey).where(TrustedKey.ring_id == fresh.id)):
        if row.epoch < fresh.epoch:
            _check(fresh, row)
            _keep_under(fresh, row)


def forget_key(session: Session, ring_id: UUID, kind: KeyKind, subject_id: UUID) -> None:
    """Trust a key no longer: whoever has it must be compared anew."""
    row = _row(session, ring_id, kind, subject_id)
    if row is not None:
        session.delete(row)


def pin_ring(session: Session, ours: HeldRing, ring: Ring, *, by: UUID) -> TrustedKey:
    """Keep a partner ring's current key, after its digits were compared both ways."""
    epoch = session.get_one(RingEpoch, (ring.id, ring.epoch))
    return pin(
        session,
        ours,
        KeyKind.RING,
        ring.id,
        epoch.inbox,
        by=by,
        subject_epoch=epoch.number,
        verify_key=epoch.verify_key,
    )


def trusted(session: Session, ours: HeldRing, kind: KeyKind, subject_id: UUID) -> TrustedKey:
    """The pinned key of a subject. Raises NotCompared, or KeyChanged if the row was replaced."""
    row = _row(session, ours.id, kind, subject_id)
    if row is None:
        raise NotCompared
    try:
        _check(ours, row)
    except KeyChanged:
        if kind is not KeyKind.MEMBER:
            raise
        raise MemberChanged(subject_id) from None
    return row


def _check(ours: HeldRing, row: TrustedKey) -> None:
    keys = ours.keys.get(row.epoch)
    if keys is None:
        raise KeyChanged
    try:
        check_mac(keys.chain_key, _context(row), b"", row.mac)
    except CannotOpen:
        raise KeyChanged from None


def partner_keys(session: Session, ours: HeldRing, ring_id: UUID) -> dict[int, PartnerKey]:
    """Every epoch of a partner's ring from the pinned one on, each accepted by the signature of
    the one before; checked once in a transaction. Raises NotCompared or PartnerChanged."""
    known = session.info.setdefault(_PARTNERS, {})
    if (ours.id, ring_id) not in known:
        try:
            known[ours.id, ring_id] = _checked_keys(session, ours, ring_id)
        except KeyChanged:
            raise PartnerChanged(ring_id) from None
    found: dict[int, PartnerKey] = known[ours.id, ring_id]
    return found


def forget_partners(session: Session) -> None:
    """The transaction is over, or a key was pinned: check again."""
    session.info.pop(_PARTNERS, None)


def _checked_keys(session: Session, ours: HeldRing, ring_id: UUID) -> dict[int, PartnerKey]:
    pinned = trusted(session, ours, KeyKind.RING, ring_id)
    if pinned.verify_key is None or pinned.subject_epoch is None:
        raise KeyChanged
    key = PartnerKey(ring_id, pinned.subject_epoch, pinned.public_key, pinned.verify_key)
    found = {key.epoch: key}
    query = (
        select(RingEpoch)
        .where(RingEpoch.ring_id == ring_id, RingEpoch.number >= key.epoch)
        .order_by(RingEpoch.number)
    )
    for row in session.scalars(query):
        if row.number == pinned.subject_epoch:
            if (row.inbox, row.verify_key) != (key.inbox, key.verify_key):
                raise KeyChanged
            continue
        key = _next(key, row)
        found[key.epoch] = key
    return found


def partner_now(session: Session, ours: HeldRing, ring_id: UUID) -> PartnerKey:
    """The newest key of a partner's ring that we may seal to."""
    keys = partner_keys(session, ours, ring_id)
    return keys[max(keys)]


def _next(key: PartnerKey, row: RingEpoch) -> PartnerKey:
    bound = context.epoch(ring=row.ring_id, epoch=row.number, inbox=row.inbox, verify=row.verify_key)
    try:
        if row.number != key.epoch + 1:
            raise CannotOpen
        sealedbox.check(key.verify_key, bound, b"", row.signature or b"")
    except CannotOpen:
        raise KeyChanged from None
    return PartnerKey(row.ring_id, row.number, row.inbox, row.verify_key)


def _row(session: Session, ring_id: UUID, kind: KeyKind, subject_id: UUID) -> TrustedKey | None:
    return session.scalar(
        select(TrustedKey).where(
            TrustedKey.ring_id == ring_id,
            TrustedKey.kind == kind,
            TrustedKey.subject_id == subject_id,
        )
    )


def _context(row: TrustedKey) -> bytes:
    return context.trusted_key(
        ring=row.ring_id,
        epoch=row.epoch,
        kind=row.kind.value,
        subject=row.subject_id,
        subject_epoch=row.subject_epoch,
        public_key=row.public_key,
        verify_key=row.verify_key,
    )
