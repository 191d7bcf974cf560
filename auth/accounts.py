"""People who work here: invited, given roles, taken leave of."""

from __future__ import annotations

import re
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from auth import break_glass, rings, small_rings, tokens
from auth.errors import LastMember, LastSteward, LoginTaken, RolesDoNotGo
from auth.invitations import end_links
from auth.models import (
    Membership,
    Organisation,
    OrganisationKind,
    Ring,
    User,
    UserRole,
    ring_of_everybody,
)
from auth.policy import Permission
from auth.roles import RING_HOLDERS, STEWARDS, Role, may_hold
from casework.audit.chain import Actor, note
from casework.audit.models import Act
from casework.core import clock
from casework.core.errors import NotVisible

LOGIN = re.compile(r"[a-z0-9][a-z0-9._-]{2,39}")


def hire(
    session: Session,
    by: Actor,
    organisation: Organisation,
    *,
    user_id: UUID,
    login: str,
    name_en: str,
    name_ne: str,
    roles: frozenset[Role],
) -> User:
    """Make an account. Raises LoginTaken or RolesDoNotGo."""
    if not may_hold(organisation.kind.value, roles):
        raise RolesDoNotGo
    if session.scalar(select(User.id).where(User.login == login)) is not None:
        raise LoginTaken
    user = User(
        id=user_id,
        organisation_id=organisation.id,
        login=login,
        name_en=name_en,
        name_ne=name_ne,
        created_at=clock.now(),
    )
    user.role_rows = [UserRole(user_id=user_id, role=role) for role in sorted(roles)]
    session.add(user)
    session.flush()
    note(session, by, Act.INVITED, subject_id=user.id)
    return user


def colleague(session: Session, by: User, user_id: UUID) -> User:
    """Somebody of her own organisation who still works here. Raises NotVisible."""
    found = session.get(User, user_id)
    if found is None or found.organisation_id != by.organisation_id or not found.is_active:
        raise NotVisible
    return found


def who_needs_link(session: Session, by: User, user_id: UUID) -> User:
    """Somebody for whom she may make a link: an administrator for her colleagues, a steward for
    those of her ring who are no administrators, the office for administrators elsewhere and where
    nobody has joined yet. A member's new key still waits for a steward who compares it. Raises
    NotVisible."""
    found = session.get(User, user_id)
    if found is None or not found.is_active or not may_help(session, by, found):
        raise NotVisible
    return found


def may_help(session: Session, by: User, user: User) -> bool:
    """Whether somebody looks after another one's way to sign in."""
    if user.organisation_id == by.organisation_id:
        return by.may(Permission.ACCOUNTS) or (by.may(Permission.STEWARD) and _only_holds_keys(user))
    is_office = by.organisation.kind is OrganisationKind.OFFICE and by.may(Permission.DIRECTORY)
    alone = Role.ADMINISTRATOR in user.roles or nobody_joined(session, user.organisation_id)
    return is_office and alone


def may_get_link(session: Session, by: User) -> list[User]:
    """The colleagues for whom a steward who looks after no accounts may make a link."""
    if by.may(Permission.ACCOUNTS):
        return []  # she does it on their accounts
    return [one for one in staff(session, by.organisation_id) if _only_holds_keys(one) and one.id != by.id]


def _only_holds_keys(user: User) -> bool:
    # Else a steward could make a link for an administrator, use it, and hire whom she likes.
    return bool(user.roles & RING_HOLDERS) and Role.ADMINISTRATOR not in user.roles


def nobody_joined(session: Session, organisation_id: UUID) -> bool:
    """Whether an organisation has only been made so far."""
    return all(user.lock is None for user in staff(session, organisation_id))


def staff(session: Session, organisation_id: UUID) -> list[User]:
    """Everybody who works in an organisation, in the order of their names."""
    query = select(User).where(User.organisation_id == organisation_id, User.left_at.is_(None))
    return list(session.scalars(query.order_by(User.name_en, User.id)))


def give_roles(session: Session, by: Actor, user: User, roles: frozenset[Role]) -> None:
    """Change what somebody is. Whoever no longer belongs to the ring loses its key at once, and a steward
    is asked for new ones. Raises RolesDoNotGo, LastMember, LastSteward or LastOfSmallRing."""
    if not may_hold(user.organisation.kind.value, roles):
        raise RolesDoNotGo
    if not roles & STEWARDS:
        _keep_a_steward(session, user)
    if not roles & RING_HOLDERS:
        _out_of_ring(session, by, user)
    kept = {row.role: row for row in user.role_rows}
    user.role_rows = [kept.get(role) or UserRole(user_id=user.id, role=role) for role in sorted(roles)]
    if not user.may(Permission.TOKENS):
        tokens.end_all(session, by, user)
    rings.end_sessions(session, [user.id])
    note(session, by, Act.ROLES_CHANGED, subject_id=user.id)


def leave(session: Session, by: Actor, user: User, *, anyway: bool = False) -> None:
    """Take leave of somebody: sessions, memberships and open links are gone at once, and a steward is
    asked for new keys. Raises LastMember or LastSteward; LastOfSmallRing, if it can wait."""
    _keep_a_steward(session, user)
    _out_of_ring(session, by, user, anyway=anyway)
    end_links(session, user.id)
    user.left_at = clock.now()
    user.lock, user.code_lock = None, None
    tokens.end_all(session, by, user)
    rings.end_sessions(session, [user.id])
    note(session, by, Act.REMOVED, subject_id=user.id)


def left(session: Session, organisation_id: UUID) -> list[User]:
    """Everybody who has left an organisation, whoever left last first."""
    query = select(User).where(User.organisation_id == organisation_id, User.left_at.is_not(None))
    return list(session.scalars(query.order_by(User.left_at.desc(), User.id)))


def who_left(session: Session, by: User, user_id: UUID) -> User:
    """Somebody of her own organisation who has left. Raises NotVisible."""
    found = session.get(User, user_id)
    if found is None or found.organisation_id != by.organisation_id or found.is_active:
        raise NotVisible
    return found


def come_back(session: Session, by: Actor, user: User, roles: frozenset[Role]) -> None:
    """Open the account of somebody who had left. What she wrote is hers as before; her key pair is
    gone, so that she sets a passphrase anew, and a steward compares anew. Raises RolesDoNotGo."""
    if not may_hold(user.organisation.kind.value, roles):
        raise RolesDoNotGo
    user.left_at = user.public_key = user.lock = user.known = None
    kept = {row.role: row for row in user.role_rows}
    user.role_rows = [kept.get(role) or UserRole(user_id=user.id, role=role) for role in sorted(roles)]
    note(session, by, Act.CAME_BACK, subject_id=user.id)


def _out_of_ring(session: Session, by: Actor, user: User, *, anyway: bool = False) -> None:
    """Without her keys, unless nobody could open a ring any more."""
    small_rings.take_all(session, by, user, anyway=anyway)
    ring = session.scalar(ring_of_everybody(user.organisation_id))
    if ring is None or user.id not in _members(session, ring):
        return
    if len(_members(session, ring)) == 1 and not break_glass.verified(session, user.organisation_id):
        raise LastMember
    rings.remove(session, ring.id, user.id)
    note(session, by, Act.KEYS_TAKEN, subject_id=user.id)


def _keep_a_steward(session: Session, user: User) -> None:
    """Raise LastSteward if she is the only one with the keys, while others have them."""
    ring = session.scalar(ring_of_everybody(user.organisation_id))
    if ring is None:
        return
    # Two stewards who leave in the same moment wait here for one another.
    session.refresh(ring, with_for_update={"of": Ring})
    people = session.scalars(select(User).where(User.id.in_(_members(session, ring)))).all()
    stewards = {one.id for one in people if one.roles & STEWARDS}
    if stewards == {user.id} and len(people) > 1:
        raise LastSteward


def _members(session: Session, ring: Ring) -> set[UUID]:
    return set(session.scalars(select(Membership.user_id).where(Membership.ring_id == ring.id)))
