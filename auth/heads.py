"""The end of an organisation's log, as it is copied to paper and compared with later."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from auth.models import User
from casework.audit.chain import KEY, Actor, head_of, link_at, note
from casework.audit.models import Act, Entry
from casework.core import clock
from casework.core.digits import only_digits
from crypto import fingerprint

WRITTEN_EVERY = timedelta(days=35)
GROUPS = 5


@dataclass(frozen=True)
class End:
    """The number of the newest entry, and the digits that stand for it and all before it."""

    number: int
    digits: list[str]


@dataclass(frozen=True)
class Written:
    """That somebody copied the end to paper, and when."""

    at: datetime
    by: User | None


def end_of(session: Session, organisation_id: UUID) -> End | None:
    """Where an organisation's log ends now; None before anything is in it."""
    head = head_of(session, organisation_id)
    return End(head.number, fingerprint.digits(head.mac, GROUPS)) if head else None


def is_still_there(session: Session, organisation_id: UUID, number: int, typed: str) -> bool:
    """Whether the log still holds what was its end when a number and its digits were written down."""
    found = link_at(session, session.info[KEY], organisation_id, number)
    plain = only_digits(typed)
    return found is not None and plain == "".join(fingerprint.digits(found, GROUPS))


def write_down(session: Session, user: User) -> None:
    """Note that she has copied it."""
    note(session, Actor(user.organisation_id, user.id), Act.HEAD_WRITTEN)


def written(session: Session, organisation_id: UUID, most: int = 12) -> list[Written]:
    """When it was copied, the newest first."""
    query = select(Entry.at, User).outerjoin(User, User.id == Entry.user_id)
    mine = query.where(Entry.organisation_id == organisation_id, Entry.act == Act.HEAD_WRITTEN)
    rows = session.execute(mine.order_by(Entry.number.desc()).limit(most))
    return [Written(at, user) for at, user in rows]


def is_due(session: Session, organisation_id: UUID, since: datetime) -> bool:
    """Whether it was not copied for over a month. `since`: when the organisation began."""
    newest = session.scalar(
        select(Entry.at)
        .where(Entry.organisation_id == organisation_id, Entry.act == Act.HEAD_WRITTEN)
        .order_by(Entry.number.desc())
        .limit(1)
    )
    return clock.now() - (newest or since) > WRITTEN_EVERY
