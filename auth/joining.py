"""Using a link: a passphrase, a key pair, and for the first steward of an organisation its ring."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from auth import break_glass, rings, small_rings
from auth.break_glass import Sheets
from auth.break_glass_models import BreakGlass
from auth.held import HeldRing
from auth.keys import make_lock
from auth.models import (
    Invitation,
    InvitationKind,
    Membership,
    Organisation,
    OrganisationKind,
    Ring,
    User,
    ring_of_everybody,
)
from auth.pepper import version_of
from auth.roles import STEWARDS
from auth.second_person import is_helped_by_nobody
from auth.secrets import Secrets
from casework.audit.chain import Actor, note
from casework.audit.models import Act
from casework.core import clock


@dataclass(frozen=True, repr=False)
class Joined:
    """Somebody with a key pair: what a session of hers begins with. `new_key` is set when her old
    keys stand until a steward has compared the new ones."""

    user: User
    rings: list[HeldRing] = field(default_factory=list)
    sheets: Sheets | None = None
    new_key: bytes | None = None


def use_link(
    session: Session, secrets: Secrets, row: Invitation, user: User, passphrase: str, *, cheap: bool = False
) -> Joined:
    """Set the passphrase of whoever was given this link."""
    pair = make_lock(secrets, user.id, passphrase, cheap=cheap)
    return use_link_with(session, secrets, row, user, pair)


def use_link_with(
    session: Session, secrets: Secrets, row: Invitation, user: User, pair: tuple[bytes, bytes, bytes]
) -> Joined:
    """The same with a pair (seed, public key, lock) that was made before: that takes time, in which
    nobody should wait who has to write."""
    seed, public_key, lock = pair
    row.used_at = clock.now()
    actor = Actor(user.organisation_id, user.id)
    of_member = row.kind is InvitationKind.RESET and _is_member(session, user)
    if of_member and is_helped_by_nobody(session, user):
        # Else she could neither sign in nor be let in: she gives the keys up, and as administrator names
        # the steward who lets her in, or uses the sheets.
        _give_keys_up(session, user)
    elif of_member:
        row.public_key, row.lock = public_key, lock
        note(session, actor, Act.NEW_KEY_MADE, subject_id=user.id)
        return Joined(user, new_key=public_key)
    take_pair(secrets, user, public_key, lock)
    rings.end_sessions(session, [user.id])
    note(session, actor, Act.JOINED, subject_id=user.id)
    return _founded(session, secrets, user, seed) or Joined(user)


def _give_keys_up(session: Session, user: User) -> None:
    small_rings.take_all(session, Actor(user.organisation_id, user.id), user, anyway=True)
    for ring_id in list(session.scalars(select(Membership.ring_id).where(Membership.user_id == user.id))):
        rings.remove(session, ring_id, user.id)


def take_pair(secrets: Secrets, user: User, public_key: bytes, lock: bytes) -> None:
    """Give an account its key pair. What the old pair had sealed is gone with it."""
    user.public_key, user.lock = public_key, lock
    user.pepper_version, user.known = version_of(secrets, user.id, lock), None
    user.code_lock = None


def _is_member(session: Session, user: User) -> bool:
    ring = ring_of_everybody(user.organisation_id).with_only_columns(Ring.id)
    hers = select(Membership.id).where(Membership.user_id == user.id, Membership.ring_id.in_(ring))
    return session.scalar(hers) is not None


def _founded(session: Session, secrets: Secrets, user: User, seed: bytes) -> Joined | None:
    """The first steward founds the ring, in the request in which she has her seed."""
    # The row is locked, so that of two first stewards one waits for the other.
    organisation = session.get_one(Organisation, user.organisation_id, with_for_update=True)
    ring = session.scalar(ring_of_everybody(organisation.id))
    if ring is not None or not user.roles & STEWARDS:
        return None
    # Sheets that an administrator holds must never open the files of women: whoever founds a ring
    # makes its sheets. Only the office's were made at the set-up; its ring opens no file.
    existing = session.get(BreakGlass, organisation.id)
    kept = existing is not None and organisation.kind is OrganisationKind.OFFICE
    sheets = None if kept else break_glass.make(session, organisation, by=user.id, replace=True)
    session.flush()
    held = rings.found(session, secrets, user, seed)
    note(session, Actor(organisation.id, user.id), Act.RING_FOUNDED, subject_id=held.id)
    if sheets:
        note(session, Actor(organisation.id, user.id), Act.BREAK_GLASS_MADE)
    return Joined(user, [held], sheets)
