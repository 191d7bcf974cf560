"""What happened, by day. Each room tells its own; a file's page puts them together."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from casework.cases.models import Case
from casework.core import clock


@dataclass(frozen=True)
class TimelineItem:
    """One thing on one day: what it was in our words, and a detail in somebody's own."""

    day: date
    title: str
    detail: str = ""
    by: UUID | None = None
    url: str = ""
    state: str = ""  # "" | done | due
    at: datetime | None = None
    """The moment, where it is known: it orders what happened on one day."""
    order: int = 0
    """Where there is no moment: below 0 for what everything else of that day came after, such as the
    opening of her file, above 0 for what came after everything else, such as its closing."""


Source = Callable[[Session, Case], list[TimelineItem]]

_sources: list[Source] = []


def source(tell: Source) -> Source:
    """Register a room's dated things of one file. The file's sheets are loaded."""
    if tell not in _sources:
        _sources.append(tell)
    return tell


def timeline(session: Session, case: Case) -> list[TimelineItem]:
    """Everything, newest first."""
    return newest_first(item for tell in _sources for item in tell(session, case))


def newest_first(items: Iterable[TimelineItem]) -> list[TimelineItem]:
    """In the order in which it happened, turned round. What is written for an earlier day has a moment that
    says nothing of that day: it stands before what happened there and then."""
    return sorted(items, key=_place, reverse=True)


def _place(item: TimelineItem) -> tuple[date, int, float, str]:
    then = item.at is not None and clock.day_of(item.at) == item.day
    moment = item.at.timestamp() if item.at is not None and then else 0.0
    return item.day, item.order, moment, item.title
