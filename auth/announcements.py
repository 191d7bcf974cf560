"""What happened to the keys of an organisation: every member is told, until she has read it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from auth.models import User
from casework.audit.chain import Actor, note
from casework.audit.models import Act, Entry
from casework.core import clock
from casework.core.paging import Page

SAID_FOR = timedelta(days=30)
"""So long every one stands on a member's pages, read or not; what she has not read stands longer."""

SIZE = 20
_TOLD = (
    Act.BREAK_GLASS_MADE,
    Act.BREAK_GLASS_STARTED,
    Act.BREAK_GLASS_USED,
    Act.EPOCH_BEGUN,
    Act.KEYS_TAKEN,
    Act.RESET_STARTED,
    Act.FACTOR_RESET,
    Act.CODE_USED,
    Act.KEY_SUSPECTED,
    Act.RESTORED,
    Act.RESTORED_WITHOUT_LOG,
)


@dataclass(frozen=True)
class Announcement:
    """A ceremony of the ring that every member is told of."""

    id: UUID
    act: Act
    at: datetime
    who: User | None
    about: User | None
    unread: bool


def announcements(session: Session, user: User) -> list[Announcement]:
    """What happened lately and whatever she has not read yet, newest first. All of it: what is told is
    not pushed out by what somebody does afterwards."""
    read = _read_up_to(session, user)
    lately = Entry.at > clock.now() - SAID_FOR
    query = select(Entry).where(_told(user), or_(lately, _unread(user, read))).order_by(Entry.number.desc())
    return _announced(session, user, session.scalars(query).all(), read)


def unread(session: Session, user: User) -> int:
    """How many she has not read yet."""
    told = _told(user), _unread(user, _read_up_to(session, user))
    return session.scalar(select(func.count()).select_from(Entry).where(*told)) or 0


def all_of_them(session: Session, user: User, number: int) -> Page[Announcement]:
    """A page of all that ever happened, newest first."""
    total = session.scalar(select(func.count()).select_from(Entry).where(_told(user))) or 0
    number = min(max(1, number), max(1, -(-total // SIZE)))
    query = select(Entry).where(_told(user)).order_by(Entry.number.desc())
    entries = session.scalars(query.offset((number - 1) * SIZE).limit(SIZE)).all()
    return Page(_announced(session, user, entries, _read_up_to(session, user)), number, SIZE, total)


def read_up_to(session: Session, user: User, newest: UUID) -> None:
    """She has read everything up to one that stood on her page. Anything else is left as it is."""
    found = session.scalar(select(Entry.number).where(_told(user), Entry.id == newest))
    if found is not None and found > _read_up_to(session, user):
        actor = Actor(user.organisation_id, user.id)
        note(session, actor, Act.ANNOUNCEMENTS_READ, subject_id=newest)


def _told(user: User) -> ColumnElement[bool]:
    return and_(Entry.organisation_id == user.organisation_id, Entry.act.in_(_TOLD))


def _unread(user: User, read: int) -> ColumnElement[bool]:
    return and_(Entry.number > read, Entry.at > user.created_at)


def _read_up_to(session: Session, user: User) -> int:
    hers = select(Entry.subject_id).where(Entry.organisation_id == user.organisation_id)
    hers = hers.where(Entry.user_id == user.id, Entry.act == Act.ANNOUNCEMENTS_READ)
    return session.scalar(select(func.max(Entry.number)).where(_told(user), Entry.id.in_(hers))) or 0


def _announced(session: Session, user: User, entries: Sequence[Entry], read: int) -> list[Announcement]:
    ids = {one for entry in entries for one in (entry.user_id, entry.subject_id) if one}
    people = {one.id: one for one in session.scalars(select(User).where(User.id.in_(ids)))}
    return [
        Announcement(
            id=one.id,
            act=one.act,
            at=one.at,
            who=people.get(one.user_id) if one.user_id else None,
            about=people.get(one.subject_id) if one.subject_id else None,
            unread=one.number > read and one.at > user.created_at,
        )
        for one in entries
    ]
