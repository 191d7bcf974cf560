"""Small rings: keys that one or two people of an organisation have, beside those of everybody.

A person founds one in her own request, with her passphrase. Her colleague's key is the one that was compared
when she was let in to the ring of everybody. Like every ring it is sealed to the break-glass sheets as well.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, delete, exists, func, select
from sqlalchemy.orm import Session

from auth import break_glass, progress, rings
from auth.break_glass_models import BreakGlass, RingRecovery
from auth.errors import KeyChanged, LastOfSmallRing, MemberChanged, SmallRingFull, StillHoldsFiles
from auth.held import HeldRing
from auth.models import KeyKind, Membership, Ring, RingEpoch, TrustedKey, User
from auth.ring_opening import remember
from auth.secrets import Secrets
from auth.trust import pin, trusted
from casework.audit.chain import Actor, note
from casework.audit.models import Act

MOST = 2
"""So many people hold a small ring at the most."""


@dataclass(frozen=True)
class SmallRing:
    """A small ring as one of its members sees it: since when, and who has it besides."""

    id: UUID
    since: datetime
    others: list[User]


def found(
    session: Session,
    secrets: Secrets,
    everybody: HeldRing,
    founder: User,
    seed: bytes,
    *,
    second: User | None = None,
    keep: bytes | None = None,
) -> HeldRing:
    """Found a small ring, alone or with a colleague. All her sessions end but `keep`: a session has all of
    her rings, or none. Raises SheetsNotVerified, KeyChanged or NotCompared."""
    break_glass.require_verified(session, founder.organisation_id)
    held = rings.make(session, founder, restricted=True)
    rings.admit(session, secrets, held, founder, by=founder.id)
    _seal_to_sheets(session, secrets, everybody, held, by=founder.id)
    remember(founder, seed, held)
    rings.end_sessions(session, [founder.id], keep=keep)
    _note(session, founder, Act.SMALL_RING_FOUNDED, held.id)
    if second is not None:
        let_in(session, secrets, everybody, held, second, by=founder)
    return held


def let_in(
    session: Session, secrets: Secrets, everybody: HeldRing, held: HeldRing, colleague: User, *, by: User
) -> None:
    """Give the keys to a second person: sealed to the key that was compared when she came. She signs in
    anew and compares their numbers. Raises SmallRingFull, KeyChanged or NotCompared."""
    _hold(session, held.id)
    if len(members(session, held.id) | {colleague.id}) > MOST:
        raise SmallRingFull
    known = trusted(session, everybody, KeyKind.MEMBER, colleague.id)
    if known.public_key != colleague.public_key or not colleague.is_active:
        raise MemberChanged(colleague.id)
    rings.admit(session, secrets, held, colleague, by=by.id)
    rings.end_sessions(session, [colleague.id])
    _note(session, by, Act.SMALL_RING_JOINED, held.id, colleague.id)


def _hold(session: Session, ring_id: UUID) -> None:
    """Of two who change who has these keys, one waits for the other."""
    session.scalar(select(Ring.epoch).where(Ring.id == ring_id).with_for_update())


def members(session: Session, ring_id: UUID) -> set[UUID]:
    """Who has the keys of a ring."""
    return set(session.scalars(select(Membership.user_id).where(Membership.ring_id == ring_id)))


def of(session: Session, user: User) -> list[SmallRing]:
    """The small rings that somebody has, the oldest first."""
    hers = select(Ring.id, Membership.admitted_at).join(Membership, Membership.ring_id == Ring.id)
    hers = hers.where(Ring.restricted, Membership.user_id == user.id)
    found = session.execute(hers.order_by(Membership.admitted_at, Ring.id)).all()
    return [SmallRing(ring_id, since, _others(session, ring_id, user)) for ring_id, since in found]


def _others(session: Session, ring_id: UUID, user: User) -> list[User]:
    query = select(User).join(Membership, Membership.user_id == User.id)
    return list(session.scalars(query.where(Membership.ring_id == ring_id, User.id != user.id)))


def give_up(session: Session, user: User, held: HeldRing, *, keep: bytes) -> None:
    """She wants these keys no longer. With the last member an empty ring ends. Raises StillHoldsFiles."""
    _hold(session, held.id)
    if members(session, held.id) != {user.id}:
        rings.remove(session, held.id, user.id, keep=keep)
        _note(session, user, Act.SMALL_RING_LEFT, held.id, user.id)
    elif progress.size(session, held.id):
        raise StillHoldsFiles
    else:
        _end(session, user, held.id)


def take_all(session: Session, by: Actor, user: User, *, anyway: bool = False) -> None:
    """Take somebody's small rings from her: she leaves, or has another key from now on. Raises
    LastOfSmallRing where only the sheets would open one again, unless that is said to be so `anyway`."""
    query = select(Ring).join(Membership, Membership.ring_id == Ring.id)
    hers = query.where(Ring.restricted, Membership.user_id == user.id).order_by(Ring.id)
    for ring in session.scalars(hers.with_for_update(of=Ring)).all():
        if members(session, ring.id) == {user.id} and not anyway:
            raise LastOfSmallRing
        rings.remove(session, ring.id, user.id)
        note(session, by, Act.SMALL_RING_LEFT, folder_id=ring.id, subject_id=user.id)


def is_alone_in_one(session: Session, user: User) -> bool:
    """Whether only the break-glass sheets would open a small ring if she left."""
    return any(not one.others for one in of(session, user))


def _end(session: Session, user: User, ring_id: UUID) -> None:
    for table in (Membership, TrustedKey, RingRecovery, RingEpoch):
        session.execute(delete(table).where(table.ring_id == ring_id))
    session.execute(delete(Ring).where(Ring.id == ring_id))
    _note(session, user, Act.SMALL_RING_ENDED, ring_id)


def begin_epoch(
    session: Session, secrets: Secrets, everybody: HeldRing, held: HeldRing, user: User, *, keep: bytes | None
) -> HeldRing:
    """New keys for a small ring; what stands in it follows by `move_some`. Raises KeyChanged."""
    if sheets_are_old(session, held.id):
        _seal_to_sheets(session, secrets, everybody, held, by=user.id)
    fresh = rings.begin_epoch(session, secrets, held, keep=keep)
    _note(session, user, Act.SMALL_RING_EPOCH, held.id)
    return fresh


def sheets_are_old(session: Session, ring_id: UUID) -> bool:
    """Whether the organisation has other break-glass sheets than those that open this ring."""
    return session.scalar(_with_old_sheets().where(Ring.id == ring_id).limit(1)) is not None


def how_many_with_old_sheets(session: Session, organisation_id: UUID | None = None) -> int:
    """How many small rings the sheets of today do not open. Needs no key."""
    query = _with_old_sheets()
    if organisation_id is not None:
        query = query.where(Ring.organisation_id == organisation_id)
    return session.scalar(select(func.count()).select_from(query.subquery())) or 0


def _with_old_sheets() -> Select[UUID]:
    same = exists().where(
        TrustedKey.ring_id == Ring.id,
        TrustedKey.kind == KeyKind.BREAK_GLASS,
        TrustedKey.public_key == BreakGlass.public_key,
    )
    query = select(Ring.id).join(BreakGlass, BreakGlass.organisation_id == Ring.organisation_id)
    return query.where(Ring.restricted, ~same)


def follow_sheets(
    session: Session, secrets: Secrets, everybody: HeldRing, held: HeldRing, user: User
) -> None:
    """Seal a small ring to the organisation's new sheets; the old ones open it no more. A member says so:
    nothing is sealed because a row says that it should. Raises KeyChanged."""
    _seal_to_sheets(session, secrets, everybody, held, by=user.id)
    _note(session, user, Act.SMALL_RING_SHEETS, held.id)


def _seal_to_sheets(
    session: Session, secrets: Secrets, everybody: HeldRing, held: HeldRing, *, by: UUID
) -> None:
    owner = held.organisation_id
    known = trusted(session, everybody, KeyKind.BREAK_GLASS, owner).public_key
    if known != session.get_one(BreakGlass, owner).public_key:
        raise KeyChanged
    pin(session, held, KeyKind.BREAK_GLASS, owner, known, by=by)
    session.flush()
    session.execute(delete(RingRecovery).where(RingRecovery.ring_id == held.id))
    break_glass.seal_ring(session, secrets, held)


def sizes(session: Session, organisation_id: UUID | None = None) -> list[int]:
    """How many people hold each small ring. Needs no key."""
    count = func.count(Membership.id)
    query = select(count).select_from(Ring).outerjoin(Membership, Membership.ring_id == Ring.id)
    query = query.where(Ring.restricted).group_by(Ring.id)
    if organisation_id is not None:
        query = query.where(Ring.organisation_id == organisation_id)
    return list(session.scalars(query))


def without_members(session: Session, organisation_id: UUID) -> list[Ring]:
    """The small rings that nobody has any more: the sheets open them."""
    query = select(Ring).where(Ring.organisation_id == organisation_id, Ring.restricted)
    held = select(Membership.id).where(Membership.ring_id == Ring.id)
    return list(session.scalars(query.where(~held.exists()).order_by(Ring.id)))


def _note(session: Session, user: User, act: Act, ring_id: UUID, about: UUID | None = None) -> None:
    note(session, Actor(user.organisation_id, user.id), act, folder_id=ring_id, subject_id=about)


def who_let_in(session: Session, ring_id: UUID, user: User) -> User | None:
    """Who gave her the keys of a ring, and has its numbers."""
    hers = Membership.ring_id == ring_id, Membership.user_id == user.id
    return session.scalar(select(User).where(User.id.in_(select(Membership.admitted_by).where(*hers))))
