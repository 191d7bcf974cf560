"""Keys of people that had ended since a copy was made: they open nothing again.

Whoever nobody could help any more keeps hers: an organisation must not be shut out of its files by a copy.
"""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from auth.models import Membership, Ring, User, UserRole, ring_of_everybody
from auth.rings import remove
from auth.roles import RING_HOLDERS
from auth.second_person import others_with_keys
from auth.second_step_help import others_could_help
from auth.small_rings import take_all
from casework.audit.chain import Actor, note
from casework.audit.models import Act
from casework.vault.ended import Kind, who_has


def out_of_rings(session: Session, ids: Collection[UUID]) -> int:
    """Whoever had other work already loses the roles that go with keys, and the keys. Returns how many."""
    holders = select(UserRole.user_id).where(UserRole.role.in_(RING_HOLDERS))
    people = select(User).where(User.id.in_(ids), User.id.in_(holders), User.left_at.is_(None))
    found = [one for one in session.scalars(people.order_by(User.id)).all() if _helped(session, one)]
    for user in found:
        user.role_rows = [row for row in user.role_rows if row.role not in RING_HOLDERS]
        note(session, _nobody(user), Act.ROLES_CHANGED, subject_id=user.id)
        _take_keys(session, user)
    return len(found)


def end_pairs(session: Session, marks: Collection[UUID]) -> int:
    """A passphrase that somebody may have known, or that was forgotten, opens nothing: she gets a link, and
    is let in anew. Returns how many."""
    count = 0
    for user in who_has(session, Kind.PAIR, marks):
        if user.is_active and _helped(session, user):
            user.public_key = user.lock = user.known = user.code_lock = None
            _take_keys(session, user)
            count += 1
    return count


def end_codes(session: Session, marks: Collection[UUID]) -> None:
    """A recovery code that was used since, or that another took the place of, opens nothing."""
    for user in who_has(session, Kind.CODE, marks):
        user.code_lock = None
    session.flush()


def _helped(session: Session, user: User) -> bool:
    """Whether somebody could make her a link, and give her the keys if she has some."""
    let_in = not _has_keys(session, user) or others_with_keys(session, user)
    return let_in and others_could_help(session, user)


def _has_keys(session: Session, user: User) -> bool:
    ring = ring_of_everybody(user.organisation_id).with_only_columns(Ring.id)
    hers = select(Membership.id).where(Membership.user_id == user.id, Membership.ring_id.in_(ring))
    return session.scalar(hers.limit(1)) is not None


def _take_keys(session: Session, user: User) -> None:
    take_all(session, _nobody(user), user, anyway=True)
    if _has_keys(session, user):
        ring = session.scalars(ring_of_everybody(user.organisation_id)).one()
        remove(session, ring.id, user.id)
        note(session, _nobody(user), Act.KEYS_TAKEN, subject_id=user.id)
    session.flush()


def _nobody(user: User) -> Actor:
    return Actor(user.organisation_id, None)
