"""Files that one or two people read: how a test leaves one to them."""

from __future__ import annotations

from uuid import UUID

from auth import rings, small_rings
from auth.held import HeldRing
from auth.ring_opening import remember
from auth.roles import Role
from casework.cases.few.actions import leave_to_few, open_to_all
from casework.vault.keyring import keyring
from tests.support.people import Someone, World, acting, hire


def colleague(world: World, login: str = "rita", role: Role = Role.CASEWORKER) -> Someone:
    """A further colleague of Asha's, with the keys of everybody."""
    with acting(world.sunita) as session:
        made = hire(world, login, "a", role)
        held = world.sunita.ring
        rings.admit(session, world.secrets, held, made.user, by=world.sunita.id)
        remember(made.user, made.seed, held)
    return made


def found(founder: Someone, second: Someone | None = None) -> UUID:
    """A small ring of hers, whose numbers the second person has compared."""
    with acting(founder) as session:
        held = small_rings.found(
            session,
            founder.world.secrets,
            founder.ring,
            founder.user,
            founder.seed,
            second=second.user if second else None,
        )
        if second is not None:
            remember(second.user, second.seed, held)
        return held.id


def small(someone: Someone, ring_id: UUID) -> HeldRing:
    """One of her small rings."""
    return next(held for held in someone.rings() if held.id == ring_id)


def leave(someone: Someone, case_id: UUID, second: Someone | None = None) -> UUID:
    """Leave a file to her, or to the two of them. Returns the id of their ring."""
    ring_id = found(someone, second)
    move(someone, case_id, ring_id)
    return ring_id


def move(someone: Someone, case_id: UUID, ring_id: UUID) -> None:
    """Move a file into a small ring that she has."""
    with acting(someone) as session:
        keyring(session).open_folders(session, [case_id])
        leave_to_few(session, someone.user, case_id, small(someone, ring_id))


def open_again(someone: Someone, case_id: UUID) -> None:
    """Open a file to all colleagues again."""
    with acting(someone) as session:
        open_to_all(session, someone.user, case_id)
