"""The recovery code: a second lock on her own key pair, on paper, for the day the passphrase is forgotten."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from auth import rings, throttle
from auth.errors import KeyChanged
from auth.holding import hold_account
from auth.keys import CODE, lock_seed, open_locked, waste_time
from auth.models import User
from auth.second_step_errors import WrongRecoveryCode
from auth.secrets import Secrets
from auth.signing_in import plain_name
from casework.audit.chain import Actor, note
from casework.audit.models import Act
from casework.core.db import begin_write
from crypto import envelope
from crypto.recovery import parse_code
from crypto.sealedbox import public_key


def keep_code(
    session: Session, secrets: Secrets, user: User, seed: bytes, code: str, *, cheap: bool = False
) -> None:
    """Lock her seed under a code as well; an earlier one ends."""
    user.code_lock = lock_seed(secrets, user.id, code, seed, cheap, form=CODE)
    user.code_pepper_version = secrets.pepper_version
    note(session, Actor(user.organisation_id, user.id), Act.CODE_MADE, subject_id=user.id)


def use_code(
    session: Session, secrets: Secrets, login: str, typed: str, new: str, *, address: str, cheap: bool = False
) -> None:
    """Set a new passphrase with the code, which ends with it; so do all her sessions. The same key pair
    stays, and so does her second step. Raises WrongRecoveryCode, TooMany or KeyChanged. The slow work is the
    same whoever is named and whatever was wrong, and comes before the transaction begins to write."""
    name = plain_name(login)
    throttle.check(session, secrets, name, address)
    user = session.scalar(select(User).where(User.login == name))
    before = user.code_lock if user is not None and user.is_active else None
    seed = _seed(secrets, user, before, typed, cheap)
    lock = lock_seed(secrets, user.id if user else UUID(int=0), new, seed or bytes(32), cheap)
    if seed is None or user is None:
        raise WrongRecoveryCode
    begin_write(session)
    hold_account(session, user)
    if before is None or user.code_lock != before or not user.is_active:
        raise WrongRecoveryCode
    if public_key(seed) != user.public_key:
        raise KeyChanged
    user.lock, user.pepper_version, user.code_lock = lock, secrets.pepper_version, None
    throttle.succeeded(session, secrets, name, address)
    rings.end_sessions(session, [user.id])
    note(session, Actor(user.organisation_id, user.id), Act.CODE_USED, subject_id=user.id)


def _seed(secrets: Secrets, user: User | None, locked: bytes | None, typed: str, cheap: bool) -> bytes | None:
    try:
        code = parse_code(typed)
    except ValueError:
        code = ""
    if user is None or locked is None or not code:
        waste_time(secrets, cheap=cheap)
        return None
    try:
        return open_locked(secrets, user.id, code, locked, user.code_pepper_version, CODE)
    except envelope.CannotOpen:
        return None
