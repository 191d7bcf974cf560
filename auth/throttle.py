"""Slowing down those who guess. It delays and never locks out.

The long pause is for one account from one address: a stranger elsewhere cannot keep her out. The
account alone, and the address alone (an office or a mobile carrier shares one), only slow.
"""

from __future__ import annotations

import hashlib
import hmac
from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from auth.models import Throttle
from auth.secrets import Secrets
from casework.core import clock
from casework.core.errors import TooMany

FREE = {"pair": 5, "account": 20, "address": 30, "second": 5, "token": 10}
"""Tries without a pause."""

LONGEST = {
    "pair": timedelta(minutes=5),
    "account": timedelta(seconds=10),
    "address": timedelta(seconds=20),
    # Only who has the passphrase comes here: no stranger keeps her out, and six digits are few.
    "second": timedelta(minutes=15),
    # A right one is never asked to wait here, whoever else tries wrong ones from the same address.
    "token": timedelta(minutes=5),
}
PASSPHRASE, SECOND, TOKEN = ("pair", "account", "address"), ("second",), ("token",)
"""At which doors a try counts: a right passphrase does not open that of the second step anew."""

FORGOTTEN_AFTER = timedelta(hours=12)


def check(
    session: Session, secrets: Secrets, login: str, address: str, doors: tuple[str, ...] = PASSPHRASE
) -> None:
    """Raise TooMany while a pause lasts."""
    for kind, value in _doors(login, address, doors):
        row = session.get(Throttle, _key(secrets, kind, value))
        if row is not None and clock.now() < _next_try(row, kind):
            raise TooMany


def failed(
    session: Session, secrets: Secrets, login: str, address: str, doors: tuple[str, ...] = PASSPHRASE
) -> None:
    """Count a failed try."""
    for kind, value in _doors(login, address, doors):
        _count(session, _key(secrets, kind, value))


def _count(session: Session, key: bytes) -> None:
    row = session.get(Throttle, key, with_for_update=True)
    if row is None:
        try:
            with session.begin_nested():
                session.add(Throttle(key=key, failures=1, last_at=clock.now()))
        except IntegrityError:
            # Two first failures at once: the other one made the row.
            _count(session, key)
        return
    stale = clock.now() - row.last_at > FORGOTTEN_AFTER
    row.failures, row.last_at = (1 if stale else row.failures + 1), clock.now()


def succeeded(
    session: Session, secrets: Secrets, login: str, address: str, doors: tuple[str, ...] = PASSPHRASE
) -> None:
    """Forget the failures of an account that has now signed in. The address keeps its own."""
    for kind, value in _doors(login, address, doors):
        row = session.get(Throttle, _key(secrets, kind, value))
        if row is not None and kind != "address":
            session.delete(row)


def tidy(session: Session) -> None:
    """Drop what is forgotten."""
    session.execute(delete(Throttle).where(Throttle.last_at < clock.now() - FORGOTTEN_AFTER))


def _doors(login: str, address: str, kinds: tuple[str, ...]) -> list[tuple[str, str]]:
    told = {
        "pair": f"{login}|{address}",
        "account": login,
        "address": address,
        "second": login,
        "token": address,
    }
    return [(kind, told[kind]) for kind in kinds]


def _next_try(row: Throttle, kind: str) -> datetime:
    over = row.failures - FREE[kind]
    if over < 0 or clock.now() - row.last_at > FORGOTTEN_AFTER:
        return row.last_at
    pause = timedelta(seconds=min(2.0 ** min(over, 12), LONGEST[kind].total_seconds()))
    return row.last_at + pause


def _key(secrets: Secrets, kind: str, value: str) -> bytes:
    # Keyed, so that a copy of the table tells neither names nor addresses.
    return hmac.new(secrets.form_key, f"throttle|{kind}|{value}".encode(), hashlib.sha256).digest()
