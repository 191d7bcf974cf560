"""Asking the audit: whose chain, who, what, when, about which files; newest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from casework.audit.models import Act, Entry
from casework.core import clock
from casework.core.paging import Page

SIZE = 50


@dataclass(frozen=True)
class Asked:
    """What is looked for. None is everything; `acts` is always said, for nobody may read all."""

    acts: frozenset[Act]
    organisation_id: UUID | None = None
    user_id: UUID | None = None
    since: date | None = None
    until: date | None = None
    folder_ids: frozenset[UUID] | None = field(default=None)
    but: Select[UUID] | None = field(default=None)
    """Files of which nothing is said, as if they had never been."""

    def conditions(self) -> list[ColumnElement[bool]]:
        """The same as the database is asked."""
        found: list[ColumnElement[bool]] = [Entry.act.in_(sorted(self.acts))]
        if self.organisation_id is not None:
            found.append(Entry.organisation_id == self.organisation_id)
        if self.user_id is not None:
            found.append(Entry.user_id == self.user_id)
        if self.since is not None:
            found.append(Entry.at >= _begins(self.since))
        if self.until is not None:
            found.append(Entry.at < _begins(self.until + timedelta(days=1)))
        if self.folder_ids is not None:
            found.append(Entry.folder_id.in_(sorted(self.folder_ids)))
        if self.but is not None:
            found.append(or_(Entry.folder_id.is_(None), Entry.folder_id.not_in(self.but)))
        return found


def _begins(day: date) -> datetime:
    return datetime.combine(day, time.min, clock.KATHMANDU)


def _newest_first(asked: Asked) -> Select[Entry]:
    return select(Entry).where(*asked.conditions()).order_by(Entry.at.desc(), Entry.number.desc())


def page_of(session: Session, asked: Asked, number: int) -> Page[Entry]:
    """A page of the entries; a number outside the list gives the nearest page."""
    counting = select(func.count()).select_from(Entry).where(*asked.conditions())
    total = session.scalar(counting) or 0
    number = min(max(1, number), max(1, -(-total // SIZE)))
    rows = session.scalars(_newest_first(asked).offset((number - 1) * SIZE).limit(SIZE))
    return Page(rows.all(), number, SIZE, total)


def newest(session: Session, asked: Asked, most: int) -> Sequence[Entry]:
    """No more than so many entries, for a file to be taken away."""
    return session.scalars(_newest_first(asked).limit(most)).all()
