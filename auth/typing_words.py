"""The word in a form that says in which session, for which path, and for which form it was made.

It opens nothing and signs nobody in. It only lets what was typed be sealed to the person who had that
session, when the session has ended, for half an hour also in a browser that has no cookie left.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from auth.models import SignIn
from auth.secrets import Secrets
from auth.session import IDLE, LONGEST, REMEMBERED, find
from casework.core import clock

WITHOUT_COOKIE = timedelta(minutes=30)
"""How long after a sign-out a form is still hers, though the browser has forgotten her."""

_ID, _MAC = 32, 16


def word(secrets: Secrets, row: SignIn, path: str, form: str) -> str:
    """The word for a form of this session, by its name, that is sent to this path."""
    return base64.urlsafe_b64encode(row.id + _mac(secrets, row.id, path, form)).decode().rstrip("=")


def issued_to(session: Session, secrets: Secrets, given: str, path: str, form: str) -> SignIn | None:
    """The session in which a form was made, ended or not; None if the word is not for this path, or for
    another form of its page."""
    try:
        raw = base64.urlsafe_b64decode(given.encode("ascii") + b"=" * (-len(given) % 4))
    except (ValueError, binascii.Error):
        return None
    row_id, mac = raw[:_ID], raw[_ID:]
    if len(raw) != _ID + _MAC or not hmac.compare_digest(mac, _mac(secrets, row_id, path, form)):
        return None
    return session.get(SignIn, row_id)


def is_hers(
    session: Session, secrets: Secrets, given: str, path: str, form: str, cookie: str
) -> SignIn | None:
    """The session whose typing this still is: for a day in the browser that has its cookie, which is one
    where nobody signed out, and for half an hour in any."""
    row = issued_to(session, secrets, given, path, form)
    if row is None:
        return None
    own = find(session, cookie)
    same_browser = own is not None and own.id == row.id
    limit = REMEMBERED if same_browser else WITHOUT_COOKIE
    return row if clock.now() - _ended(row) < limit else None


def _ended(row: SignIn) -> datetime:
    return row.ended_at or min(row.last_seen + IDLE, row.created_at + LONGEST)


def _mac(secrets: Secrets, row_id: bytes, path: str, form: str) -> bytes:
    # With the length, so that no part of a path can pass for the name of a form.
    told = b"typing|" + row_id + f"{len(path)}|{path}|{form}".encode()
    return hmac.new(secrets.form_key, told, hashlib.sha256).digest()[:_MAC]
