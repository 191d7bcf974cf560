"""Lending a session the keys of a person: for a request, a command, the seed and tests."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import cast

from sqlalchemy.orm import Session

import casework.vault.flush  # noqa: F401  # sealing hangs on the session events that it puts in place
from auth.errors import NoKeysYet
from auth.held import HeldRing
from auth.models import Purpose, User
from auth.secrets import Secrets
from casework.audit.chain import KEY, Actor
from casework.vault.keyring import INFO, Keyring, keyring

ACTOR = "actor"

__all__ = ["ACTOR", "acting_as", "actor", "lend", "own_ring", "take_back"]


def lend(session: Session, secrets: Secrets, user: User, rings: Iterable[HeldRing]) -> Keyring:
    """Give a session somebody's keys until `take_back`."""
    ring = Keyring({held.id: held for held in rings})
    session.info[INFO] = ring
    session.info[KEY] = secrets.audit_key
    session.info[ACTOR] = Actor(user.organisation_id, user.id)
    return ring


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


def own_ring(session: Session) -> HeldRing:
    """The ring of the acting person's own organisation. Raises NoKeysYet."""
    for held in keyring(session).rings.values():
        if held.organisation_id == actor(session).organisation_id:
            return held
    raise NoKeysYet
