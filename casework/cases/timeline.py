"""What happened, by day. Each room tells its own; a file's page puts them together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from casework.cases.models import Case


@dataclass(frozen=True)
class TimelineItem:
    """One thing on one day: what it was in our words, and a detail in somebody's own."""

    day: date
    title: str
    detail: str = ""
    by: UUID | None = None
    url: str = ""
    state: str = ""  # "" | done | due


Source = Callable[[Session, Case], list[TimelineItem]]

_sources: list[Source] = []


def source(tell: Source) -> Source:
    """Register a room's dated things of one file. The file's sheets are loaded."""
    if tell not in _sources:
        _sources.append(tell)
    return tell


def timeline(session: Session, case: Case) -> list[TimelineItem]:
    """Everything, newest first."""
    items = [item for tell in _sources for item in tell(session, case)]
    return sorted(items, key=lambda item: (item.day, item.title), reverse=True)
