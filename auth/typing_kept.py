"""What she typed when her session had ended: sealed to her own key, opened at her next sign-in.

Nobody else at the same laptop ever sees it, and nothing is saved unseen. The row stays until the form
is saved, or for a day. What was typed is taken only with the word that this very session was given in
this very form, and once: else a colleague could leave something for her to find and to save.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from auth.models import Draft, SignIn, User
from auth.secrets import Secrets
from auth.typing_words import is_hers
from casework.core import clock
from casework.core.typing_token import TYPING_TOKEN
from crypto import context, envelope, sealedbox

KEPT_FOR = timedelta(hours=24)
LARGEST = 64 * 1024
"""Bytes of one draft. What is longer is not kept; the page says so."""

SENT_TWICE = timedelta(minutes=1)
"""A form that comes again so soon is the same one: a button pressed twice."""

_PAD = 8192
SECRET = frozenset(
    {
        "passphrase",
        "passphrase_again",
        "old_passphrase",
        "sheet",
        "sheet_a",
        "sheet_b",
        "check",
        "check_a",
        "check_b",
        "code",
    }
)
"""Never kept and never drawn again, not even for her."""

_NEVER = SECRET | {"csrf_token", TYPING_TOKEN, "typed_path", "new_id"}

Typed = MultiDict[str, str]


def keep_after_sign_out(session: Session, secrets: Secrets, path: str, typed: Typed, cookie: str) -> bool:
    """Keep what was typed into a form of a session that is over. Returns whether it was kept."""
    word, form_name = typed.get(TYPING_TOKEN, ""), typed.get("form_name", "")
    row = is_hers(session, secrets, word, path, form_name, cookie)
    return row is not None and keep_typing(session, secrets, row, path, typed)


def keep_typing(session: Session, secrets: Secrets, row: SignIn, path: str, typed: Typed) -> bool:
    """Seal what was typed to the person whose session this is. Returns whether it was kept."""
    user = session.get(User, row.user_id)
    pairs = told_in(typed)
    body = json.dumps([path, pairs], ensure_ascii=False).encode()
    if user is None or not user.is_active or user.public_key is None or not pairs or len(body) > LARGEST:
        return False
    form_name = typed.get("form_name", "")
    draft_id = _id(secrets, row, path, form_name)
    before = session.get(Draft, draft_id)
    if before is not None:
        return bool(before.blob) and clock.now() - before.made_at < SENT_TWICE
    _use_up(session, Draft.user_id == user.id, Draft.form == _form(secrets, path, form_name))
    draft = Draft(id=draft_id, user_id=user.id, form=_form(secrets, path, form_name), made_at=clock.now())
    bound = context.draft(draft=draft.id, user=user.id)
    draft.blob = sealedbox.seal_to(user.public_key, bound, envelope.pad(body, _PAD))
    session.add(draft)
    return True


def told_in(typed: Typed) -> list[list[str]]:
    """What a form brought that may be kept; nothing if nothing was told."""
    pairs = [[name, value] for name, value in typed.items(multi=True) if name not in _NEVER]
    return pairs if any(value.strip() for name, value in pairs if name != "form_name") else []


@dataclass(frozen=True, repr=False)
class Kept:
    """What was kept for her: by path and form, and the path of the newest."""

    drafts: dict[str, list[list[str]]] = field(default_factory=dict)
    path: str = ""


def open_typing(session: Session, user: User, seed: bytes) -> Kept:
    """Open her drafts at sign-in. What is older than a day, or cannot be opened, is deleted."""
    drafts, newest = {}, ""
    for draft in session.scalars(select(Draft).where(Draft.user_id == user.id).order_by(Draft.made_at)):
        body = _opened(draft, seed)
        if clock.now() - draft.made_at >= KEPT_FOR or (draft.blob and body is None):
            session.delete(draft)
        elif body is not None:
            newest, pairs = body
            drafts[key_of(newest, dict(pairs).get("form_name", ""))] = pairs
    return Kept(drafts, newest)


def _opened(draft: Draft, seed: bytes) -> tuple[str, list[list[str]]] | None:
    bound = context.draft(draft=draft.id, user=draft.user_id)
    try:
        path, pairs = json.loads(envelope.unpad(sealedbox.open_with(seed, bound, draft.blob)))
    except envelope.CannotOpen:
        return None
    return path, pairs


def drop_typing(session: Session, secrets: Secrets, user_id: UUID, path: str, form: str) -> None:
    """The form was saved: what was kept of it goes."""
    _use_up(session, Draft.user_id == user_id, Draft.form == _form(secrets, path, form))


def _use_up(session: Session, *which: object) -> None:
    """Empty a draft. Its id stays for the day, so that its form's word is not taken a second time."""
    emptied = update(Draft).where(*which).values(blob=b"", form=os.urandom(32))  # type: ignore[arg-type]
    session.execute(emptied)


def drop_old_typing(session: Session) -> None:
    """Drop what nobody came back for within a day."""
    session.execute(delete(Draft).where(Draft.made_at < clock.now() - KEPT_FOR))


def _id(secrets: Secrets, row: SignIn, path: str, form: str) -> UUID:
    """One draft for a form of a session, by its id: the word in it serves once."""
    told = b"draft once|" + row.id + f"|{path}|{form}".encode()
    return UUID(bytes=hmac.new(secrets.form_key, told, hashlib.sha256).digest()[:16], version=4)


def _form(secrets: Secrets, path: str, form: str) -> bytes:
    # Keyed: else a copy of the table would tell, path by path, in which part of a file she wrote.
    return hmac.new(secrets.form_key, f"draft|{path}|{form}".encode(), hashlib.sha256).digest()


def key_of(path: str, form: str) -> str:
    """What a draft is found by."""
    return f"{path} {form}"


def as_formdata(pairs: Iterable[list[str]]) -> Typed:
    """A draft as a form reads it."""
    return MultiDict((key, value) for key, value in pairs)
