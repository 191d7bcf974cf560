"""Slowing down those who guess. By account it delays and never locks out; by address it only
slows, because an office or a mobile carrier shares one address."""

from __future__ import annotations

import hashlib
import hmac
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from auth.models import Throttle
from auth.secrets import Secrets
from casework.core import clock
from casework.core.errors import TooMany

FREE = {"account": 5, "address": 30}
"""Tries without a pause."""

LONGEST = {"account": timedelta(minutes=5), "address": timedelta(seconds=20)}
FORGOTTEN_AFTER = timedelta(hours=12)


def check(session: Session, secrets: Secrets, kind: str, value: str) -> None:
    """Raise TooMany while a pause lasts."""
    row = session.get(Throttle, _key(secrets, kind, value))
    if row is not None and clock.now() < _next_try(row, kind):
        raise TooMany


def failed(session: Session, secrets: Secrets, kind: str, value: str) -> None:
    """Count a failed try."""
    key = _key(secrets, kind, value)
    row = session.get(Throttle, key, with_for_update=True)
    if row is None:
        session.add(Throttle(key=key, failures=1, last_at=clock.now()))
        return
    stale = clock.now() - row.last_at > FORGOTTEN_AFTER
    row.failures, row.last_at = (1 if stale else row.failures + 1), clock.now()


def succeeded(session: Session, secrets: Secrets, kind: str, value: str) -> None:
    """Forget the failures of an account that has now signed in."""
    row = session.get(Throttle, _key(secrets, kind, value))
    if row is not None:
        session.delete(row)


def _next_try(row: Throttle, kind: str) -> datetime:
    over = row.failures - FREE[kind]
    if over < 0:
        return row.last_at
    pause = timedelta(seconds=min(2.0 ** min(over, 12), LONGEST[kind].total_seconds()))
    return row.last_at + pause


def _key(secrets: Secrets, kind: str, value: str) -> bytes:
    # Keyed, so that a copy of the table tells neither names nor addresses.
    return hmac.new(secrets.form_key, f"throttle|{kind}|{value}".encode(), hashlib.sha256).digest()
