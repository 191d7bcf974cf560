"""What a steward looks after: who waits for keys, who has them, whose keys were compared."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from auth import rings, small_rings, trust
from auth.errors import KeyChanged, MemberChanged, NotCompared, PartnerChanged
from auth.held import HeldRing
from auth.holding import hold_account
from auth.invitations import end_links
from auth.joining import take_pair
from auth.keys import digest, digits, ring_digits
from auth.models import Invitation, KeyKind, Membership, Ring, RingEpoch, TrustedKey, User, UserRole
from auth.roles import RING_HOLDERS, STEWARDS
from auth.second_person import require_another
from auth.secrets import Secrets
from casework.audit.chain import Actor, note
from casework.audit.models import Act
from casework.core.errors import NotVisible


@dataclass(frozen=True)
class Waiting:
    """Somebody with a key pair that nobody has compared yet. `again`: she has set a new passphrase,
    and her old keys stand until then."""

    user: User
    public_key: bytes
    again: bool

    @property
    def digits(self) -> list[str]:
        """Her numbers."""
        return digits(self.public_key)

    @property
    def seen(self) -> str:
        """What the form says of the key that the page showed."""
        return digest(self.public_key)


@dataclass(frozen=True)
class Member:
    """Somebody who has the keys."""

    user: User
    since: datetime

    @property
    def digits(self) -> list[str]:
        """Her numbers."""
        return digits(self.user.public_key or b"")

    @property
    def is_steward(self) -> bool:
        """Whether she can let others in."""
        return bool(self.user.roles & STEWARDS)


def members(session: Session, organisation_id: UUID) -> list[Member]:
    """Everybody who has the keys of an organisation, be they in a small ring as well or not."""
    query = (
        select(User, Membership.admitted_at)
        .join(Membership, Membership.user_id == User.id)
        .join(Ring, Ring.id == Membership.ring_id)
        .where(Ring.organisation_id == organisation_id, Ring.restricted.is_(False))
        .order_by(User.name_en, User.id)
    )
    return [Member(user, since) for user, since in session.execute(query)]


def waiting(session: Session, organisation_id: UUID) -> list[Waiting]:
    """Everybody of an organisation whose numbers a steward has to compare."""
    holders = select(UserRole.user_id).where(UserRole.role.in_(RING_HOLDERS))
    query = (
        select(User)
        .where(User.organisation_id == organisation_id, User.left_at.is_(None))
        .where(User.id.in_(holders), User.public_key.is_not(None))
        .where(User.id.not_in(rings.holders()))
        .order_by(User.created_at, User.id)
    )
    new = [Waiting(user, user.public_key or b"", again=False) for user in session.scalars(query)]
    return [*new, *_with_new_keys(session, organisation_id)]


def _with_new_keys(session: Session, organisation_id: UUID) -> list[Waiting]:
    query = (
        select(User, Invitation.public_key)
        .join(Invitation, Invitation.user_id == User.id)
        .where(User.organisation_id == organisation_id, User.left_at.is_(None))
        .where(Invitation.public_key.is_not(None), User.id.in_(rings.holders()))
        .order_by(Invitation.used_at)
    )
    return [Waiting(user, key or b"", again=True) for user, key in session.execute(query)]


def find_waiting(session: Session, organisation_id: UUID, user_id: UUID) -> Waiting:
    """One of those who wait. Raises NotVisible."""
    for one in waiting(session, organisation_id):
        if one.user.id == user_id:
            return one
    raise NotVisible


def let_in(session: Session, secrets: Secrets, held: HeldRing, one: Waiting, seen: str, *, by: UUID) -> None:
    """Seal the ring to somebody whose numbers were just compared. Raises MemberChanged if her key is
    not the one whose numbers were on the page, SecondPersonNeeded if one person would do it all."""
    hold_account(session, one.user)
    if seen != one.seen or not _still_waits(session, one):
        raise MemberChanged(one.user.id)
    require_another(session, one.user, by=by)
    if one.again:
        _take_new_pair(session, secrets, one, by)
    rings.admit(session, secrets, held, one.user, by=by)
    note(session, Actor(held.organisation_id, by), Act.ADMITTED, subject_id=one.user.id)


def _still_waits(session: Session, one: Waiting) -> bool:
    """Whether the key that was shown is still the one she waits with."""
    if one.again:
        return session.scalar(_link_of(one).with_only_columns(Invitation.id)) is not None
    return one.user.public_key == one.public_key


def _link_of(one: Waiting) -> Select[Invitation]:
    return select(Invitation).where(
        Invitation.user_id == one.user.id, Invitation.public_key == one.public_key
    )


def _take_new_pair(session: Session, secrets: Secrets, one: Waiting, by: UUID) -> None:
    row = session.scalars(_link_of(one)).one()
    # What is sealed to her old key opens no more: the other one of a small ring lets her in again.
    small_rings.take_all(session, Actor(one.user.organisation_id, by), one.user, anyway=True)
    take_pair(secrets, one.user, one.public_key, row.lock or b"")
    end_links(session, one.user.id)
    rings.end_sessions(session, [one.user.id])


@dataclass(frozen=True)
class Partner:
    """Another organisation's ring, as we know it. `state`: "new", "compared" or "changed"."""

    ring: Ring
    digits: list[str]
    seen: str
    state: str


def partners(session: Session, held: HeldRing) -> list[Partner]:
    """The rings of all other organisations. Their small rings are nobody's business."""
    query = select(Ring).where(Ring.id != held.id, Ring.restricted.is_(False)).order_by(Ring.id)
    return sorted(
        (_partner(session, held, ring) for ring in session.scalars(query)),
        key=lambda partner: partner.ring.organisation.name_en,
    )


def find_partner(session: Session, held: HeldRing, ring_id: UUID) -> Partner:
    """One of them. Raises NotVisible."""
    ring = session.get(Ring, ring_id)
    if ring is None or ring.id == held.id or ring.restricted:
        raise NotVisible
    return _partner(session, held, ring)


def _partner(session: Session, held: HeldRing, ring: Ring) -> Partner:
    row = session.get_one(RingEpoch, (ring.id, ring.epoch))
    try:
        now = trust.partner_now(session, held, ring.id)
        state = "compared" if (now.inbox, now.verify_key) == (row.inbox, row.verify_key) else "changed"
    except NotCompared:
        state = "new"
    except KeyChanged:
        state = "changed"
    return Partner(ring, ring_digits(row.inbox, row.verify_key), digest(row.inbox, row.verify_key), state)


def exchanged(session: Session, ring: Ring) -> list[UUID]:
    """The rings of which somebody put another key in the place of the one that this ring's stewards had
    compared, or an epoch without a signature after it; as far as that can be seen without keys."""
    query = select(TrustedKey).where(TrustedKey.ring_id == ring.id, TrustedKey.kind == KeyKind.RING)
    return [row.subject_id for row in session.scalars(query) if not _stands(session, row)]


def _stands(session: Session, row: TrustedKey) -> bool:
    pinned = session.get(RingEpoch, (row.subject_id, row.subject_epoch or 0))
    if pinned is None or (pinned.inbox, pinned.verify_key) != (row.public_key, row.verify_key):
        return False
    later = select(RingEpoch.number).where(RingEpoch.ring_id == row.subject_id)
    unsigned = later.where(RingEpoch.number > pinned.number, RingEpoch.signature.is_(None))
    return session.scalar(unsigned.limit(1)) is None


def keep_partner(session: Session, held: HeldRing, partner: Partner, seen: str, *, by: UUID) -> None:
    """Keep a partner's key whose numbers were just compared. Raises PartnerChanged if it is not the one
    whose numbers were on the page."""
    if seen != partner.seen:
        raise PartnerChanged(partner.ring.id)
    trust.pin_ring(session, held, partner.ring, by=by)
    note(session, Actor(held.organisation_id, by), Act.KEY_TRUSTED, subject_id=partner.ring.id)
