"""The act of signing in: equal in time and answer, whatever was wrong."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from auth import session as sessions
from auth import throttle
from auth.errors import WrongPassphrase
from auth.held import HeldRing
from auth.keys import open_seed, waste_time
from auth.models import User
from auth.ring_opening import open_rings, remember, unknown_rings
from auth.secrets import Secrets
from auth.typing_kept import take_typing
from casework.audit.chain import Actor, note
from casework.audit.models import Act


@dataclass(frozen=True, repr=False)
class SignedIn:
    """A session begun, or the ring whose numbers she has to compare first."""

    user: User
    cookie: str = ""
    compare: HeldRing | None = None


def sign_in(
    session: Session,
    secrets: Secrets,
    login: str,
    passphrase: str,
    *,
    address: str,
    compared: str = "",
    cheap: bool = False,
) -> SignedIn:
    """Sign in with a name and a passphrase. Raises WrongPassphrase, TooMany or KeyChanged.

    `compared` is the digest of a ring whose numbers she has just compared by voice.
    """
    name = login.strip().casefold()
    throttle.check(session, secrets, "address", address)
    throttle.check(session, secrets, "account", name)
    user = session.scalar(select(User).where(User.login == name))
    if user is None or not user.is_active or user.lock is None:
        waste_time(secrets, cheap=cheap)
        raise WrongPassphrase
    seed = open_seed(secrets, user, passphrase)
    throttle.succeeded(session, secrets, "account", name)
    return _begin(session, secrets, user, seed, compared)


def _begin(session: Session, secrets: Secrets, user: User, seed: bytes, compared: str) -> SignedIn:
    rings = open_rings(session, secrets, user, seed)
    for ring in unknown_rings(session, user, seed, rings):
        if ring_digest(ring) != compared:
            return SignedIn(user, compare=ring)
    for ring in rings:
        remember(user, seed, ring)
    drafts = take_typing(session, user, seed)
    cookie, _row = sessions.begin(session, secrets, user, rings, drafts)
    note(session, Actor(user.organisation_id, user.id), Act.SIGNED_IN)
    return SignedIn(user, cookie=cookie)


def ring_digest(ring: HeldRing) -> str:
    """What stands for a ring's public key in the form that says "compared"."""
    return hashlib.sha256(ring.now.inbox + ring.now.verify_key).hexdigest()


def note_failure(session: Session, secrets: Secrets, login: str, address: str) -> None:
    """Count a failed try, in a fresh transaction."""
    throttle.failed(session, secrets, "address", address)
    throttle.failed(session, secrets, "account", login.strip().casefold())
