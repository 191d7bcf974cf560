"""The life of a ring: founded, people admitted and removed, a next epoch."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Select, delete, select, update
from sqlalchemy.orm import Session

from auth.break_glass import pin_pair, seal_ring
from auth.errors import KeyChanged, MemberChanged
from auth.held import HeldRing
from auth.models import PURPOSE_OF_KIND, KeyKind, Membership, Ring, RingEpoch, SignIn, User
from auth.ring_opening import remember
from auth.secrets import Secrets
from auth.trust import forget_key, move_trust, pin, trusted
from casework.core import clock
from casework.core.db import new_id
from crypto import context, envelope, sealedbox
from crypto.ring import Ring as RingKeys
from crypto.ring import mac, new_ring

OLD_SECRET_STAYS = timedelta(hours=24)
AT_ONCE = 500
"""How much of what names an older epoch is moved in one request: a second or two of work."""


def found(session: Session, secrets: Secrets, founder: User, seed: bytes) -> HeldRing:
    """Found the ring of the founder's organisation, in the request in which she has her seed.
    Nobody else ever makes its secret."""
    held = make(session, founder)
    admit(session, secrets, held, founder, by=founder.id)
    pin_pair(session, held, by=founder.id)
    seal_ring(session, secrets, held)
    remember(founder, seed, held)
    return held


def make(session: Session, founder: User, *, restricted: bool = False) -> HeldRing:
    """A ring of the founder's organisation, with a first epoch and no members yet."""
    organisation, keys = founder.organisation, new_ring()
    purpose = PURPOSE_OF_KIND[organisation.kind]
    ring = Ring(id=new_id(), organisation_id=organisation.id, purpose=purpose, epoch=1, restricted=restricted)
    session.add(ring)
    session.flush()
    session.add(_epoch_row(ring.id, 1, keys))
    return HeldRing(ring.id, organisation.id, purpose, 1, {1: keys}, restricted)


def admit(session: Session, secrets: Secrets, held: HeldRing, user: User, *, by: UUID) -> Membership:
    """Seal the ring's secret to a colleague whose numbers were compared, and keep her key."""
    if user.public_key is None or user.organisation_id != held.organisation_id:
        raise MemberChanged(user.id)
    _hold_epoch(session, held)
    pin(session, held, KeyKind.MEMBER, user.id, user.public_key, by=by)
    session.execute(delete(Membership).where(Membership.ring_id == held.id, Membership.user_id == user.id))
    membership = _membership(secrets, held, user.id, user.public_key, by)
    session.add(membership)
    return membership


def _membership(
    secrets: Secrets,
    held: HeldRing,
    user_id: UUID,
    public_key: bytes,
    by: UUID | None,
    since: datetime | None = None,
) -> Membership:
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
        admitted_at=since or clock.now(),
    )


def _epoch_row(ring_id: UUID, number: int, keys: RingKeys) -> RingEpoch:
    return RingEpoch(
        ring_id=ring_id,
        number=number,
        inbox=keys.inbox,
        verify_key=keys.verify_key,
        began_at=clock.now(),
    )


Sweep = Callable[[Session, HeldRing, int], int]
Names = Callable[[Session, UUID, int], int]

_sweeps: list[Sweep] = []
_names: list[Names] = []


def on_epoch(sweep: Sweep) -> Sweep:
    """Register what moves some of a room's rows to a ring's current epoch: at most so many, and returns
    how many it moved. What does not open stays where it is."""
    if sweep not in _sweeps:
        _sweeps.append(sweep)
    return sweep


def names_epochs(names: Names) -> Names:
    """Register how a room says how many rows of it name an epoch of a ring before a number."""
    if names not in _names:
        _names.append(names)
    return names


def begin_epoch(session: Session, secrets: Secrets, held: HeldRing, *, keep: bytes | None = None) -> HeldRing:
    """Make the next epoch: signed by this one, and sealed to every member who still works here. All
    sessions of the members end but `keep`, which the caller seals again. Raises KeyChanged.

    It is short, however many files there are: they follow by `move_some`, and until the last has, both
    secrets are held and everything opens."""
    _hold_epoch(session, held)
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
    fresh = replace(held, epoch=number, keys={**held.keys, number: keys})
    session.flush()
    _move_members(session, secrets, held, fresh, keep)
    move_trust(session, fresh)
    seal_ring(session, secrets, fresh)
    session.flush()
    return fresh


def move_some(session: Session, held: HeldRing, limit: int) -> int:
    """Put at most `limit` of what names an older epoch under the current keys. Returns how much is
    left to move. What somebody else is changing at this moment is left for a later time. Raises
    KeyChanged if there was another epoch meanwhile."""
    _hold_epoch(session, held, read=True)
    return _move(session, held, limit)


def move_beside(session: Session, held: HeldRing, limit: int) -> None:
    """The same at the end of some other request, for which it must neither wait nor fail."""
    current = select(Ring.epoch).where(Ring.id == held.id).with_for_update(read=True, skip_locked=True)
    if session.scalar(current) == held.epoch:
        _move(session, held, limit)


def _move(session: Session, held: HeldRing, limit: int) -> int:
    if not holds_older(held):
        return 0
    budget = limit
    for sweep in _sweeps:
        budget -= sweep(session, held, budget)
        if budget <= 0:
            session.flush()
            return older(session, held.id, held.epoch)
    session.flush()
    return 0


def holds_older(held: HeldRing) -> bool:
    """Whether the secret of an epoch before is still kept: only then can anything be under it."""
    return len(held.keys) > 1


def older(session: Session, ring_id: UUID, epoch: int) -> int:
    """How much in all rooms still names an epoch of a ring before this one."""
    return sum(names(session, ring_id, epoch) for names in _names)


def may_drop_old(session: Session, held: HeldRing) -> bool:
    """Whether the secret of the epoch before is still kept, and a day has passed."""
    row = session.get_one(RingEpoch, (held.id, held.epoch))
    return row.previous_secret is not None and clock.now() - row.began_at >= OLD_SECRET_STAYS


def names_older(session: Session, ring_id: UUID, epoch: int) -> bool:
    """Whether anything in any room still names an epoch of a ring before this one."""
    return any(names(session, ring_id, epoch) for names in _names)


def drop_old(session: Session, held: HeldRing) -> bool:
    """Move what was still written under earlier epochs, then drop their secrets: a stolen older copy
    helps nobody any more. Returns whether nothing names them and they are gone."""
    _hold_epoch(session, held)
    if not may_drop_old(session, held):
        return False
    _move(session, held, AT_ONCE)
    if names_older(session, held.id, held.epoch):
        return False
    rows = update(RingEpoch).where(RingEpoch.ring_id == held.id, RingEpoch.previous_secret.is_not(None))
    session.execute(rows.values(previous_secret=None))
    return True


def _hold_epoch(session: Session, held: HeldRing, *, read: bool = False) -> None:
    """Lock the ring against a next epoch. Raises KeyChanged if there was one meanwhile."""
    number = session.scalar(select(Ring.epoch).where(Ring.id == held.id).with_for_update(read=read))
    if number != held.epoch:
        raise KeyChanged


def _move_members(
    session: Session, secrets: Secrets, held: HeldRing, fresh: HeldRing, keep: bytes | None
) -> None:
    members = list(session.scalars(select(Membership).where(Membership.ring_id == held.id)))
    for old in members:
        user = session.get_one(User, old.user_id)
        key = trusted(session, held, KeyKind.MEMBER, user.id)
        if key.public_key != user.public_key:
            raise MemberChanged(user.id)
        session.delete(old)
        if user.is_active:
            since = old.admitted_at
            session.add(_membership(secrets, fresh, user.id, key.public_key, old.admitted_by, since))
    end_sessions(session, [m.user_id for m in members], keep=keep)


def remove(session: Session, ring_id: UUID, user_id: UUID, *, keep: bytes | None = None) -> None:
    """Take a member out: her membership and her sessions are gone at once. Her key is trusted no
    longer, so that only a new comparison brings her back. A next epoch that begins meanwhile has to be
    over first: it would give her its keys."""
    session.execute(select(Ring.id).where(Ring.id == ring_id).with_for_update())
    session.execute(delete(Membership).where(Membership.ring_id == ring_id, Membership.user_id == user_id))
    forget_key(session, ring_id, KeyKind.MEMBER, user_id)
    end_sessions(session, [user_id], keep=keep)


def holders() -> Select[UUID]:
    """Everybody who has the keys of her organisation, whatever small ring she is in besides."""
    query = select(Membership.user_id).join(Ring, Ring.id == Membership.ring_id)
    return query.where(Ring.restricted.is_(False))


def end_sessions(session: Session, user_ids: list[UUID], *, keep: bytes | None = None) -> None:
    """End every session of some people. What their cookies opened is gone."""
    ending = update(SignIn).where(SignIn.user_id.in_(user_ids), SignIn.ended_at.is_(None))
    if keep is not None:
        ending = ending.where(SignIn.id != keep)
    session.execute(ending.values(ended_at=clock.now(), blob=None))
