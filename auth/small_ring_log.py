"""What happened to a small ring: told on its own page to those who have it, and in no log of others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask_babel.speaklater import LazyString
from sqlalchemy import select
from sqlalchemy.orm import Session

from auth.models import User
from casework.audit.models import Act, Entry
from casework.core.i18n import _l

WORDS = {
    Act.SMALL_RING_FOUNDED: _l("Founded keys of a few"),
    Act.SMALL_RING_JOINED: _l("Let a second person in to keys of a few"),
    Act.SMALL_RING_LEFT: _l("Keys of a few taken away or given up"),
    Act.SMALL_RING_EPOCH: _l("Changed keys of a few"),
    Act.SMALL_RING_SHEETS: _l("Put keys of a few under the new sheets"),
    Act.SMALL_RING_ENDED: _l("Ended keys of a few"),
}

SHOWN = 12


@dataclass(frozen=True)
class Happened:
    """One of these acts: when, what, who, and about whom."""

    at: datetime
    words: LazyString
    who: User | None
    about: User | None


def happened(session: Session, user: User, ring_id: UUID) -> list[Happened]:
    """The latest, newest first."""
    query = select(Entry).where(Entry.organisation_id == user.organisation_id, Entry.folder_id == ring_id)
    entries = session.scalars(query.where(Entry.act.in_(WORDS)).order_by(Entry.number.desc()).limit(SHOWN))
    return [
        Happened(one.at, WORDS[one.act], _person(session, one.user_id), _person(session, one.subject_id))
        for one in entries
    ]


def _person(session: Session, user_id: UUID | None) -> User | None:
    return session.get(User, user_id) if user_id else None
