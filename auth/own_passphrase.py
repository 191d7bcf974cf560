"""One's own passphrase, changed or shown: slowed like a sign-in, for it tells as much to whoever guesses."""

from __future__ import annotations

from sqlalchemy.orm import Session

from auth import rings, throttle
from auth.errors import WrongPassphrase
from auth.holding import hold_account
from auth.keys import lock_seed, open_seed, waste_time
from auth.models import User
from auth.secrets import Secrets
from auth.session import Live, is_over
from casework.audit.chain import Actor, note
from casework.audit.models import Act
from casework.core.db import begin_write


def change(
    session: Session, secrets: Secrets, live: Live, old: str, new: str, *, address: str, cheap: bool = False
) -> None:
    """Lock the same seed under a new passphrase; her other sessions end. Raises WrongPassphrase, TooMany
    or KeyChanged. The slow work comes before the transaction begins to write, and is as long when the
    passphrase was wrong."""
    user = live.user
    throttle.check(session, secrets, user.login, address)
    before = user.lock
    lock = _locked_anew(secrets, user, old, new, cheap)
    begin_write(session)
    hold_account(session, user)
    if user.lock != before or not user.is_active or is_over(live.row):
        raise WrongPassphrase
    user.lock, user.pepper_version = lock, secrets.pepper_version
    throttle.succeeded(session, secrets, user.login, address)
    rings.end_sessions(session, [user.id], keep=live.row.id)
    note(session, Actor(user.organisation_id, user.id), Act.PASSPHRASE_CHANGED)


def prove(session: Session, secrets: Secrets, live: Live, passphrase: str, *, address: str) -> bytes:
    """Her seed, so that nobody at her open laptop changes how she signs in. Raises WrongPassphrase, TooMany
    or KeyChanged. The slow work comes before the transaction begins to write."""
    user = live.user
    throttle.check(session, secrets, user.login, address)
    before, seed = user.lock, open_seed(secrets, user, passphrase)
    begin_write(session)
    hold_account(session, user)
    if user.lock != before or not user.is_active or is_over(live.row):
        raise WrongPassphrase
    throttle.succeeded(session, secrets, user.login, address)
    return seed


def _locked_anew(secrets: Secrets, user: User, old: str, new: str, cheap: bool) -> bytes:
    try:
        seed = open_seed(secrets, user, old)
    except WrongPassphrase:
        waste_time(secrets, cheap=cheap)
        raise
    return lock_seed(secrets, user.id, new, seed, cheap)
