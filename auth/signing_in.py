"""The act of signing in: equal in work and answer, whatever was wrong."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from auth import half_way, second_step, throttle
from auth import session as sessions
from auth.errors import WrongPassphrase
from auth.held import HeldRing, with_everybodys
from auth.holding import hold_account
from auth.keys import digest, open_seed, waste_time
from auth.models import Organisation, OrganisationKind, User
from auth.ring_opening import open_rings, remember, unknown_rings
from auth.secrets import Secrets
from auth.typing_kept import drop_old_typing, open_typing
from casework.audit.chain import Actor, note
from casework.audit.models import Act
from casework.core.db import begin_write, commit


@dataclass(frozen=True, repr=False)
class SignedIn:
    """A session begun, or the ring whose numbers she has to compare first, or the second step that is
    asked for: `half` is that one's cookie. `path` is where her newest kept typing belongs."""

    user: User
    cookie: str = ""
    half: str = ""
    compare: HeldRing | None = None
    path: str = ""
    has_keys: bool = False


def sign_in(
    session: Session,
    secrets: Secrets,
    login: str,
    passphrase: str,
    *,
    address: str,
    compared: str = "",
    later: Collection[str] = (),
    by_role: bool = True,
    cheap: bool = False,
) -> SignedIn:
    """Sign in with a name and a passphrase. Raises WrongPassphrase, TooMany or KeyChanged.

    `compared` is the digest of a ring whose numbers she has just compared by voice; `later` are those of
    small rings that stay closed this time. The slow work is done before the transaction begins to write:
    on SQLite it would hold everybody up. `by_role`: whether some roles need a second step here.
    """
    name = plain_name(login)
    throttle.check(session, secrets, name, address)
    user = session.scalar(select(User).where(User.login == name))
    if user is None or not user.is_active or user.lock is None:
        waste_time(secrets, cheap=cheap)
        raise WrongPassphrase
    lock, seed = user.lock, open_seed(secrets, user, passphrase)
    begin_write(session)
    hold_account(session, user)
    if user.lock != lock or not user.is_active:
        raise WrongPassphrase
    throttle.succeeded(session, secrets, name, address)
    rings = open_rings(session, secrets, user, seed)
    new = unknown_rings(session, user, seed, rings)
    closed = [ring for ring in new if ring.restricted and ring_digest(ring) in later]
    for ring in new:
        if ring_digest(ring) == compared:
            remember(user, seed, ring)
        elif ring not in closed:
            return SignedIn(user, compare=ring)
    opened = [ring for ring in rings if ring not in closed]
    return _begin(session, secrets, user, seed, opened, by_role)


def plain_name(login: str) -> str:
    """A sign-in name however it was typed."""
    return login.strip().casefold()


def _begin(
    session: Session, secrets: Secrets, user: User, seed: bytes, rings: list[HeldRing], by_role: bool
) -> SignedIn:
    for ring in rings:
        remember(user, seed, ring)
    _tidy(session)
    kept = open_typing(session, user, seed)
    factors = second_step.read(session, secrets, user)
    if factors.any:
        return SignedIn(user, half=half_way.begin(session, secrets, user, rings, kept))
    needed = second_step.is_required(user, factors, by_role=by_role)
    step = sessions.Step.REQUIRED if needed else sessions.Step.NONE
    cookie, _row = sessions.begin(session, secrets, user, rings, kept.drafts, step=step)
    note(session, Actor(user.organisation_id, user.id), Act.SIGNED_IN)
    return SignedIn(user, cookie=cookie, path=kept.path, has_keys=with_everybodys(rings))


def _tidy(session: Session) -> None:
    """What is over goes whenever somebody signs in; no key is needed for it."""
    sessions.tidy(session)
    half_way.tidy(session)
    throttle.tidy(session)
    drop_old_typing(session)


def take_second_step(
    session: Session, secrets: Secrets, half: half_way.HalfWay, prove: Callable[[], None]
) -> SignedIn:
    """Go on with a sign-in that waits. `prove` raises WrongCode. Raises TookTooLong if her lock or her keys
    were changed in this very moment."""
    hold_account(session, half.user)
    half_way.require_unchanged(session, half)
    prove()
    throttle.succeeded(session, secrets, half.user.login, "", throttle.SECOND)
    cookie = half_way.finish(session, secrets, half)
    note(session, Actor(half.user.organisation_id, half.user.id), Act.SIGNED_IN)
    return SignedIn(half.user, cookie=cookie, path=half.kept.path, has_keys=with_everybodys(half.rings))


def note_wrong_step(session: Session, secrets: Secrets, user_id: UUID) -> None:
    """Count a second step that failed and write it down, in a transaction of its own."""
    session.rollback()
    begin_write(session)
    user = session.get_one(User, user_id)
    throttle.failed(session, secrets, user.login, "", throttle.SECOND)
    note(session, Actor(user.organisation_id, user.id), Act.FACTOR_WRONG, subject_id=user.id)
    commit(session)


def ring_digest(ring: HeldRing) -> str:
    """What stands for a ring's public keys in the form that says "compared"."""
    return digest(ring.now.inbox, ring.now.verify_key)


def note_failure(session: Session, secrets: Secrets, login: str, address: str, act: Act) -> None:
    """Count a failed try and write it down, in a transaction of its own, for the request is refused;
    a name that nobody has stands in the office's chain."""
    session.rollback()
    begin_write(session)
    name = plain_name(login)
    throttle.failed(session, secrets, name, address)
    user = session.scalar(select(User).where(User.login == name))
    chain = user.organisation_id if user else office_of(session)
    if chain is not None:
        note(session, Actor(chain, user.id if user else None), act)
    commit(session)


def office_of(session: Session) -> UUID | None:
    """The programme office, in whose chain stands what belongs to nobody's."""
    query = select(Organisation.id).where(Organisation.kind == OrganisationKind.OFFICE)
    return session.scalar(query.order_by(Organisation.founded_on).limit(1))
