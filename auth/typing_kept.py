"""What she typed when her session had ended: sealed to her own key, opened at her next sign-in.

Nobody else at the same laptop ever sees it, and nothing is saved unseen.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from auth.models import Draft, SignIn, User
from casework.core import clock
from casework.core.db import new_id
from crypto import context, envelope, sealedbox

KEPT_FOR = timedelta(hours=24)
LARGEST = 64 * 1024
"""Bytes of one draft. What is longer is not kept; the page says so."""

_PAD = 1024
_NEVER = frozenset({"csrf_token", "passphrase", "passphrase_again", "new_passphrase"})


def keep_typing(session: Session, row: SignIn, path: str, typed: MultiDict[str, str]) -> bool:
    """Seal what was typed to the person whose session had ended. Returns whether it was kept."""
    user = session.get(User, row.user_id)
    recent = clock.now() - (row.ended_at or row.last_seen) < KEPT_FOR
    pairs = [[k, v] for k, v in typed.items(multi=True) if k not in _NEVER]
    body = json.dumps([path, pairs], ensure_ascii=False).encode()
    if user is None or user.public_key is None or not recent or not pairs or len(body) > LARGEST:
        return False
    form = hashlib.sha256(f"{path}\0{typed.get('form_name', '')}".encode()).digest()
    session.execute(delete(Draft).where(Draft.user_id == user.id, Draft.form == form))
    draft = Draft(id=new_id(), user_id=user.id, form=form, made_at=clock.now(), blob=b"")
    bound = context.draft(draft=draft.id, user=user.id)
    draft.blob = sealedbox.seal_to(user.public_key, bound, envelope.pad(body, _PAD))
    session.add(draft)
    return True


def take_typing(session: Session, user: User, seed: bytes) -> dict[str, list[list[str]]]:
    """Open her drafts at sign-in and delete the rows: path and form -> what she typed."""
    found: dict[str, list[list[str]]] = {}
    for draft in session.scalars(select(Draft).where(Draft.user_id == user.id)):
        bound = context.draft(draft=draft.id, user=user.id)
        try:
            body = json.loads(envelope.unpad(sealedbox.open_with(seed, bound, draft.blob)))
        except envelope.CannotOpen:
            body = None
        if body is not None and clock.now() - draft.made_at < KEPT_FOR:
            path, pairs = body
            found[key_of(path, dict(pairs).get("form_name", ""))] = pairs
        session.delete(draft)
    return found


def key_of(path: str, form: str) -> str:
    """What a draft is found by."""
    return f"{path} {form}"


def as_formdata(pairs: Iterable[list[str]]) -> MultiDict[str, str]:
    """A draft as a form reads it."""
    return MultiDict((key, value) for key, value in pairs)
