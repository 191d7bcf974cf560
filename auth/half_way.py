"""A sign-in between the passphrase and the second step. It is no session, and opens nothing by itself."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from auth import session as sessions
from auth.held import HeldRing
from auth.models import Membership, User
from auth.second_step_errors import TookTooLong
from auth.second_step_models import WaitingSignIn
from auth.secrets import Secrets
from auth.typing_kept import Kept
from casework.core import clock
from crypto import context, envelope
from crypto.ring import derive

LASTS = timedelta(minutes=5)
_PAD = 1024


@dataclass(repr=False)
class HalfWay:
    """Whose sign-in waits, and what it goes on with. `challenge` is what a security key signs."""

    row: WaitingSignIn
    user: User
    rings: list[HeldRing]
    kept: Kept
    challenge: bytes
    as_of: str


def begin(session: Session, secrets: Secrets, user: User, rings: list[HeldRing], kept: Kept) -> str:
    """Keep what the passphrase has opened for five minutes. Returns the value of its cookie."""
    cookie = os.urandom(32)
    row = WaitingSignIn(id=hashlib.sha256(cookie).digest(), user_id=user.id, created_at=clock.now())
    body = {
        "rings": sessions.as_stored(rings),
        "drafts": kept.drafts,
        "path": kept.path,
        "challenge": os.urandom(32).hex(),
        "as_of": _as_of(session, user),
    }
    plain = envelope.pad(json.dumps(body).encode(), _PAD)
    row.blob = envelope.seal(_key(secrets, cookie), _context(row), plain)
    session.add(row)
    return cookie.hex()


def find(session: Session, secrets: Secrets, cookie: str) -> HalfWay:
    """The sign-in that a cookie goes on with. Raises TookTooLong."""
    try:
        raw = bytes.fromhex(cookie)
    except ValueError:
        raise TookTooLong from None
    row = session.get(WaitingSignIn, hashlib.sha256(raw).digest())
    user = session.get(User, row.user_id) if row else None
    if row is None or user is None or clock.now() - row.created_at > LASTS or not user.is_active:
        raise TookTooLong
    return _opened(session, secrets, raw, row, user)


def _opened(session: Session, secrets: Secrets, cookie: bytes, row: WaitingSignIn, user: User) -> HalfWay:
    try:
        body: dict[str, Any] = json.loads(
            envelope.unpad(envelope.unseal(_key(secrets, cookie), _context(row), row.blob))
        )
    except envelope.CannotOpen:
        raise TookTooLong from None
    rings = sessions.held_rings(session, body["rings"])
    if rings is None or body["as_of"] != _as_of(session, user):
        raise TookTooLong
    kept = Kept(body["drafts"], body["path"])
    return HalfWay(row, user, rings, kept, bytes.fromhex(body["challenge"]), body["as_of"])


def require_unchanged(session: Session, half: HalfWay) -> None:
    """Raise TookTooLong unless she still works here with the lock, the roles and the memberships of then."""
    if not half.user.is_active or _as_of(session, half.user) != half.as_of:
        raise TookTooLong


def finish(session: Session, secrets: Secrets, half: HalfWay) -> str:
    """The second step was taken: a session under a new cookie, whose value is returned."""
    session.delete(half.row)
    cookie, _row = sessions.begin(
        session, secrets, half.user, half.rings, half.kept.drafts, step=sessions.Step.TAKEN
    )
    return cookie


def drop(session: Session, cookie: str) -> None:
    """She goes no further with it."""
    try:
        told = hashlib.sha256(bytes.fromhex(cookie)).digest()
    except ValueError:
        return
    session.execute(delete(WaitingSignIn).where(WaitingSignIn.id == told))


def tidy(session: Session) -> None:
    """Drop those that nobody went on with."""
    session.execute(delete(WaitingSignIn).where(WaitingSignIn.created_at < clock.now() - LASTS))


def _as_of(session: Session, user: User) -> str:
    """What must not change between the two steps: her lock, her roles, her memberships."""
    memberships = session.scalars(select(Membership.id).where(Membership.user_id == user.id))
    told = [(user.lock or b"").hex(), *sorted(user.roles), *sorted(one.hex for one in memberships)]
    return hashlib.sha256("|".join(told).encode()).hexdigest()


def _key(secrets: Secrets, cookie: bytes) -> bytes:
    return derive(cookie + secrets.sign_in_salt, "sign-in-waiting", 32)


def _context(row: WaitingSignIn) -> bytes:
    return context.waiting_sign_in(user=row.user_id, session_hash=row.id, created=row.created_at)
