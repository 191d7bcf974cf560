"""Links that are shown once: to join, or to set a new passphrase."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from auth.errors import LinkOver
from auth.models import Invitation, InvitationKind, User
from casework.core import clock
from crypto import recovery

LASTS = {InvitationKind.JOIN: timedelta(days=7), InvitationKind.RESET: timedelta(hours=24)}


def make_link(session: Session, user: User, kind: InvitationKind, *, by: UUID | None) -> str:
    """Make a link for somebody and end every earlier one. Returns its code of 128 bits, in groups that can
    be read out: the row holds only its hash, so nobody can show it again."""
    end_links(session, user.id)
    token = recovery.new_code()
    now = clock.now()
    row = Invitation(
        id=_hash(token), user_id=user.id, kind=kind, made_by=by, made_at=now, ends_at=now + LASTS[kind]
    )
    session.add(row)
    return recovery.show(token)


def end_links(session: Session, user_id: UUID) -> None:
    """End whatever links somebody was given, and new keys that still wait for admission."""
    for row in session.scalars(select(Invitation).where(Invitation.user_id == user_id)):
        session.delete(row)
    session.flush()


def find(session: Session, token: str, *, to_use: bool = False) -> tuple[Invitation, User]:
    """An open link and whose it is, however its code was typed. Raises LinkOver if it was used, has ended or
    never was."""
    query = select(Invitation).where(Invitation.id.in_((_hash(token), _hash(_plain(token)))))
    if to_use:
        query = query.with_for_update().execution_options(populate_existing=True)
    row = session.scalar(query)
    if row is None or row.used_at is not None or row.ends_at < clock.now():
        raise LinkOver
    user = session.get_one(User, row.user_id)
    if not user.is_active:
        raise LinkOver
    return row, user


def open_link(session: Session, user_id: UUID) -> Invitation | None:
    """The link that somebody could use now, if there is one."""
    query = select(Invitation).where(Invitation.user_id == user_id, Invitation.used_at.is_(None))
    row = session.scalar(query.order_by(Invitation.made_at.desc()))
    return row if row is not None and row.ends_at >= clock.now() else None


def _plain(token: str) -> str:
    """A code as it was made. A link from before there were codes is what it is."""
    try:
        return recovery.parse_code(token)
    except ValueError:
        return token


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "replace")).digest()
