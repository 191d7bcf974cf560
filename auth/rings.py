"""The life of a ring: founded, people admitted and removed, a next epoch."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from auth.break_glass import seal_ring
from auth.errors import KeyChanged
from auth.held import HeldRing
from auth.models import PURPOSE_OF_KIND, KeyKind, Membership, Ring, RingEpoch, SignIn, User
from auth.ring_opening import remember
from auth.secrets import Secrets
from auth.trust import pin, trusted
from casework.core import clock
from casework.core.db import new_id
from crypto import context, envelope, sealedbox
from crypto.ring import Ring as RingKeys
from crypto.ring import mac, new_ring


def found(session: Session, secrets: Secrets, founder: User, seed: bytes) -> HeldRing:
    """Found the ring of the founder's organisation, in the request in which she has her seed.
    Nobody else ever makes its secret."""
    organisation = founder.organisation
    keys = new_ring()
    ring = Ring(
        id=new_id(),
        organisation_id=organisation.id,
        purpose=PURPOSE_OF_KIND[organisation.kind],
        epoch=1,
    )
    session.add(ring)
    session.flush()
    session.add(_epoch_row(ring.id, 1, keys))
    held = HeldRing(ring.id, organisation.id, ring.purpose, 1, {1: keys})
    admit(session, secrets, held, founder, by=founder.id)
    seal_ring(session, secrets, held, by=founder.id)
    remember(founder, seed, held)
    return held


def admit(session: Session, secrets: Secrets, held: HeldRing, user: User, *, by: UUID) -> Membership:
    """Seal the ring's secret to a colleague whose numbers were compared, and keep her key."""
    if user.public_key is None or user.organisation_id != held.organisation_id:
        raise KeyChanged
    pin(session, held, KeyKind.MEMBER, user.id, user.public_key, by=by)
    session.execute(delete(Membership).where(Membership.ring_id == held.id, Membership.user_id == user.id))
    membership = _membership(secrets, held, user.id, user.public_key, by)
    session.add(membership)
    return membership


def _membership(secrets: Secrets, held: HeldRing, user_id: UUID, public_key: bytes, by: UUID) -> Membership:
    bound = context.membership(ring=held.id, epoch=held.epoch, user=user_id)
    inner = sealedbox.seal_to(public_key, bound, held.now.secret)
    version = secrets.pepper_version
    lock = context.membership_lock(ring=held.id, epoch=held.epoch, user=user_id, pepper_version=version)
    return Membership(
        id=new_id(),
        ring_id=held.id,
        epoch=held.epoch,
        user_id=user_id,
        blob=envelope.seal(secrets.pepper, lock, inner),
        pepper_version=version,
        admitted_by=by,
        admitted_at=clock.now(),
    )


def _epoch_row(ring_id: UUID, number: int, keys: RingKeys) -> RingEpoch:
    return RingEpoch(
        ring_id=ring_id,
        number=number,
        inbox=keys.inbox,
        verify_key=keys.verify_key,
        began_at=clock.now(),
    )


def begin_epoch(session: Session, secrets: Secrets, held: HeldRing, *, by: UUID) -> HeldRing:
    """Make the next epoch: signed by this one, sealed to every member who still works here. All
    other sessions of the members end. The vault then moves what names an older epoch."""
    keys, number = new_ring(), held.epoch + 1
    row = _epoch_row(held.id, number, keys)
    bound = context.epoch(ring=held.id, epoch=number, inbox=keys.inbox, verify=keys.verify_key)
    row.signature = sealedbox.sign(held.now.signing_seed, bound, b"")
    row.mac = mac(held.now.chain_key, bound)
    row.previous_secret = envelope.seal(
        keys.kek, context.previous_secret(ring=held.id, epoch=number), held.now.secret
    )
    session.add(row)
    session.get_one(Ring, held.id).epoch = number
    fresh = HeldRing(held.id, held.organisation_id, held.purpose, number, {**held.keys, number: keys})
    _move_members(session, secrets, held, fresh, by)
    seal_ring(session, secrets, fresh, by=by)
    return fresh


def _move_members(session: Session, secrets: Secrets, held: HeldRing, fresh: HeldRing, by: UUID) -> None:
    members = list(session.scalars(select(Membership).where(Membership.ring_id == held.id)))
    for old in members:
        user = session.get_one(User, old.user_id)
        key = trusted(session, held, KeyKind.MEMBER, user.id)
        if key.public_key != user.public_key:
            raise KeyChanged
        session.delete(old)
        if user.is_active:
            pin(session, fresh, KeyKind.MEMBER, user.id, key.public_key, by=by)
            session.add(_membership(secrets, fresh, user.id, key.public_key, by))
    end_sessions(session, [m.user_id for m in members])


def remove(session: Session, held: HeldRing, user_id: UUID) -> None:
    """Take a member out: her membership and her sessions are gone at once."""
    session.execute(delete(Membership).where(Membership.ring_id == held.id, Membership.user_id == user_id))
    end_sessions(session, [user_id])


def end_sessions(session: Session, user_ids: list[UUID]) -> None:
    """End every session of some people. What their cookies opened is gone."""
    session.execute(
        update(SignIn)
        .where(SignIn.user_id.in_(user_ids), SignIn.ended_at.is_(None))
        .values(ended_at=clock.now(), blob=None)
    )
