"""What she typed when her session had ended: sealed to her own key, opened at her next sign-in.

Nobody else at the same laptop ever sees it, and nothing is saved unseen. The row stays until the form
is saved, or for a day.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from auth.models import Draft, SignIn, User
from auth.secrets import Secrets
from casework.core import clock
from casework.core.db import new_id
from crypto import context, envelope, sealedbox

KEPT_FOR = timedelta(hours=24)
LARGEST = 64 * 1024
"""Bytes of one draft. What is longer is not kept; the page says so."""

_PAD = 8192
_NEVER = frozenset(
    {
        "csrf_token",
        "typed_path",
        "passphrase",
        "passphrase_again",
        "old_passphrase",
        "sheet_a",
        "sheet_b",
        "check_a",
        "check_b",
        "code",
    }
)


def keep_typing(
    session: Session, secrets: Secrets, row: SignIn, path: str, typed: MultiDict[str, str]
) -> bool:
    """Seal what was typed to the person whose session had ended. Returns whether it was kept."""
    user = session.get(User, row.user_id)
    recent = clock.now() - (row.ended_at or row.last_seen) < KEPT_FOR
    pairs = [[k, v] for k, v in typed.items(multi=True) if k not in _NEVER]
    told = any(v.strip() for k, v in pairs if k != "form_name")
    body = json.dumps([path, pairs], ensure_ascii=False).encode()
    if user is None or user.public_key is None or not (recent and told) or len(body) > LARGEST:
        return False
    form = _form(secrets, path, typed.get("form_name", ""))
    session.execute(delete(Draft).where(Draft.user_id == user.id, Draft.form == form))
    draft = Draft(id=new_id(), user_id=user.id, form=form, made_at=clock.now(), blob=b"")
    bound = context.draft(draft=draft.id, user=user.id)
    draft.blob = sealedbox.seal_to(user.public_key, bound, envelope.pad(body, _PAD))
    session.add(draft)
    return True


@dataclass(frozen=True, repr=False)
class Kept:
    """What was kept for her: by path and form, and the path of the newest."""

    drafts: dict[str, list[list[str]]] = field(default_factory=dict)
    path: str = ""


def open_typing(session: Session, user: User, seed: bytes) -> Kept:
    """Open her drafts at sign-in. What is older than a day, or cannot be opened, is deleted."""
    drafts, newest = {}, ""
    for draft in session.scalars(select(Draft).where(Draft.user_id == user.id).order_by(Draft.made_at)):
        bound = context.draft(draft=draft.id, user=user.id)
        try:
            body = json.loads(envelope.unpad(sealedbox.open_with(seed, bound, draft.blob)))
        except envelope.CannotOpen:
            body = None
        if body is None or clock.now() - draft.made_at >= KEPT_FOR:
            session.delete(draft)
            continue
        newest, pairs = body
        drafts[key_of(newest, dict(pairs).get("form_name", ""))] = pairs
    return Kept(drafts, newest)


def drop_typing(session: Session, secrets: Secrets, user_id: UUID, path: str, form: str) -> None:
    """The form was saved: what was kept of it goes."""
    found = _form(secrets, path, form)
    session.execute(delete(Draft).where(Draft.user_id == user_id, Draft.form == found))


def drop_old_typing(session: Session) -> None:
    """Drop what nobody came back for within a day."""
    session.execute(delete(Draft).where(Draft.made_at < clock.now() - KEPT_FOR))


def _form(secrets: Secrets, path: str, form: str) -> bytes:
    # Keyed: else a copy of the table would tell, path by path, in which part of a file she wrote.
    return hmac.new(secrets.form_key, f"draft|{path}|{form}".encode(), hashlib.sha256).digest()


def key_of(path: str, form: str) -> str:
    """What a draft is found by."""
    return f"{path} {form}"


def as_formdata(pairs: Iterable[list[str]]) -> MultiDict[str, str]:
    """A draft as a form reads it."""
    return MultiDict((key, value) for key, value in pairs)
