"""Sign-in, the rings unlocked for one request, and sign-out."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from auth.errors import KeyChanged
from auth.held import HeldRing
from auth.models import Ring, SignIn, User
from auth.ring_opening import hold
from auth.secrets import Secrets
from casework.core import clock
from crypto import context, envelope
from crypto.ring import Ring as RingKeys
from crypto.ring import derive

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=10)
REMEMBERED = timedelta(hours=24)
"""How long an ended session says whose typing it was."""

NOTICED_AFTER = timedelta(minutes=1)
"""How old `last_seen` may grow before a request writes it again."""

_PAD = 1024


class Step(StrEnum):
    """How a session began: with a second step or without one. `REQUIRED`: she has to set one up before
    anything else."""

    TAKEN = "taken"
    NONE = "none"
    REQUIRED = "required"


@dataclass(repr=False)
class Live:
    """A session that a cookie has opened, for as long as one request lasts."""

    row: SignIn
    user: User
    rings: list[HeldRing]
    drafts: dict[str, list[list[str]]] = field(default_factory=dict)
    sheets: list[str] = field(default_factory=list)
    """The break-glass sheets that she has just made, until she has typed back their digits."""

    step: Step = Step.NONE
    onward: str = ""
    """Where she was to go when a second step came first."""

    @property
    def binding(self) -> bytes:
        """What this session's CSRF tokens are bound to."""
        return self.row.id


def begin(
    session: Session,
    secrets: Secrets,
    user: User,
    rings: list[HeldRing],
    drafts: dict[str, list[list[str]]] | None = None,
    sheets: list[str] | None = None,
    *,
    step: Step = Step.NONE,
    onward: str = "",
) -> tuple[str, SignIn]:
    """Start a session: returns the cookie's value and the row. The row's content opens with the
    cookie alone, and never holds the user's own seed."""
    cookie = os.urandom(32)
    now = clock.now()
    row = SignIn(id=hashlib.sha256(cookie).digest(), user_id=user.id, created_at=now, last_seen=now)
    seal_live(secrets, cookie, Live(row, user, rings, drafts or {}, sheets or [], step, onward))
    session.add(row)
    return cookie.hex(), row


def seal_live(secrets: Secrets, cookie: bytes, live: Live) -> None:
    """Write a session's rings and drafts under the key that its cookie gives."""
    body = {
        "rings": as_stored(live.rings),
        "drafts": live.drafts,
        "sheets": live.sheets,
        "step": live.step,
        "onward": live.onward,
    }
    plain = envelope.pad(json.dumps(body).encode(), _PAD)
    live.row.blob = envelope.seal(_key(secrets, cookie), _context(live.row), plain)


def as_stored(rings: list[HeldRing]) -> dict[str, list[Any]]:
    """The secrets of rings, as the sealed part of a sign-in holds them."""
    return {r.id.hex: [r.epoch, r.now.secret.hex()] for r in rings}


def _key(secrets: Secrets, cookie: bytes) -> bytes:
    return derive(cookie + secrets.sign_in_salt, "sign-in", 32)


def _context(row: SignIn) -> bytes:
    return context.sign_in(user=row.user_id, session_hash=row.id, created=row.created_at)


def find(session: Session, cookie: str | None) -> SignIn | None:
    """The row of a cookie, ended or not."""
    try:
        raw = bytes.fromhex(cookie or "")
    except ValueError:
        return None
    if len(raw) != 32:
        return None
    return session.get(SignIn, hashlib.sha256(raw).digest())


def is_over(row: SignIn) -> bool:
    """Whether a session has ended, was idle too long, or has lived long enough."""
    now = clock.now()
    return (
        row.ended_at is not None
        or row.blob is None
        or now - row.last_seen > IDLE
        or now - row.created_at > LONGEST
    )


def resume(session: Session, secrets: Secrets, cookie: str) -> Live | None:
    """Open the session of a cookie, or None. A ring that has moved on asks for the passphrase."""
    row = find(session, cookie)
    if row is None or is_over(row) or row.blob is None:
        return None
    user = session.get(User, row.user_id)
    if user is None or not user.is_active:
        return None
    try:
        key = _key(secrets, bytes.fromhex(cookie))
        body = json.loads(envelope.unpad(envelope.unseal(key, _context(row), row.blob)))
    except envelope.CannotOpen:
        return None
    rings = held_rings(session, body["rings"])
    if rings is None:
        return None
    step = Step(body.get("step", Step.NONE))
    return Live(row, user, rings, body["drafts"], body["sheets"], step, body.get("onward", ""))


def held_rings(session: Session, stored: dict[str, list[Any]]) -> list[HeldRing] | None:
    """The rings whose secrets a sign-in holds; None if one has moved on. Raises KeyChanged."""
    found = []
    for ring_id, (epoch, secret) in stored.items():
        ring = session.get(Ring, UUID(ring_id))
        if ring is None or ring.epoch != epoch:
            return None
        try:
            found.append(hold(session, ring, epoch, RingKeys(bytes.fromhex(secret))))
        except envelope.CannotOpen:
            raise KeyChanged from None
    return found


def living(session: Session, user: User) -> list[SignIn]:
    """The sessions of a person that go on, the one used last first."""
    rows = session.scalars(select(SignIn).where(SignIn.user_id == user.id, SignIn.ended_at.is_(None)))
    return sorted((row for row in rows if not is_over(row)), key=lambda row: row.last_seen, reverse=True)


def tidy(session: Session) -> None:
    """Take the keys out of sessions that are over, and forget those that ended a day ago."""
    now = clock.now()
    over = or_(SignIn.last_seen < now - IDLE, SignIn.created_at < now - LONGEST)
    session.execute(
        update(SignIn)
        .where(SignIn.ended_at.is_(None), over)
        .values(ended_at=SignIn.last_seen, blob=None)
        .execution_options(synchronize_session=False)
    )
    session.execute(
        delete(SignIn).where(SignIn.ended_at < now - REMEMBERED).execution_options(synchronize_session=False)
    )


def end(row: SignIn) -> None:
    """End a session. The row stays for a day, without keys, to say whose typing it was."""
    row.ended_at, row.blob = clock.now(), None
