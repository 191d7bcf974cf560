"""Lending a session the keys of a person: for a request, a command, the seed and tests."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import cast
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, object_session

import casework.vault.flush  # noqa: F401  # sealing hangs on the session events that it puts in place
from auth.errors import NoKeysYet
from auth.held import HeldRing
from auth.models import Purpose, User
from auth.secrets import Secrets
from casework.audit.chain import KEY, Actor
from casework.core.errors import NotVisible
from casework.vault.folders import Folder
from casework.vault.keyring import INFO, Keyring, keyring

ACTOR = "actor"

__all__ = [
    "ACTOR",
    "acting_as",
    "actor",
    "at_network",
    "lend",
    "opened_by",
    "own_ring",
    "own_rings",
    "renew",
    "ring_of",
    "stand_for",
    "take_back",
]


def lend(session: Session, secrets: Secrets, user: User, rings: Iterable[HeldRing]) -> Keyring:
    """Give a session somebody's keys until `take_back`."""
    ring = Keyring({held.id: held for held in rings})
    session.info[INFO] = ring
    session.info[KEY] = secrets.audit_key
    session.info[ACTOR] = Actor(user.organisation_id, user.id)
    return ring


def stand_for(session: Session, user: User) -> None:
    """Let a session act in somebody's name without any key of hers."""
    session.info[ACTOR] = Actor(user.organisation_id, user.id)


def renew(session: Session, rings: Iterable[HeldRing]) -> None:
    """Whoever acts may have changed the keys of her ring just now: what follows opens with these."""
    if INFO in session.info:
        keyring(session).rings = {held.id: held for held in rings}


def take_back(session: Session) -> None:
    """Forget the keys and what was opened with them."""
    session.expire_all()
    for name in (INFO, ACTOR):
        session.info.pop(name, None)


@contextmanager
def acting_as(session: Session, secrets: Secrets, user: User, rings: Iterable[HeldRing]) -> Iterator[Keyring]:
    """Act with a person's keys, as her own requests would."""
    try:
        yield lend(session, secrets, user, rings)
    finally:
        take_back(session)


def actor(session: Session) -> Actor:
    """Who acts in this session."""
    return cast("Actor", session.info[ACTOR])


def at_network(session: Session) -> bool:
    """Whether the acting person works at a returnee network, where every woman's file looks alike."""
    return own_ring(session).purpose is Purpose.TRAINING


def opened_by(user: User) -> frozenset[UUID] | None:
    """The rings that are open to somebody in her own request; None where it is not she who acts. She may
    belong to one that stays closed, because she has not compared its numbers yet."""
    session = object_session(user)
    if session is None or INFO not in session.info or actor(session).user_id != user.id:
        return None
    return frozenset(keyring(session).rings)


def own_ring(session: Session) -> HeldRing:
    """The ring that everybody has in the acting person's organisation. Raises NoKeysYet."""
    return own_rings(session)[0]


def own_rings(session: Session) -> list[HeldRing]:
    """The rings of her organisation that the acting person has: that of everybody, then her small ones.
    Raises NoKeysYet."""
    owner = actor(session).organisation_id
    held = [one for one in keyring(session).rings.values() if one.organisation_id == owner]
    held.sort(key=lambda one: one.restricted)
    if not held or held[0].restricted:
        raise NoKeysYet
    return held


def ring_of(session: Session, folder_id: UUID) -> HeldRing:
    """The ring in which a folder of her organisation stands. Raises NotVisible if she does not have it."""
    rings = own_rings(session)
    if len(rings) == 1:
        return rings[0]
    ring_id = session.scalar(select(Folder.ring_id).where(Folder.id == folder_id))
    for held in rings:
        if held.id == ring_id:
            return held
    raise NotVisible
