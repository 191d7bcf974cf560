"""What asks for somebody's attention today. Each room tells its own; my day puts them together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from auth.models import User
from casework.cases.models import Case


@dataclass(frozen=True)
class Due:
    """One thing to do: in which file, what in neutral words, by which day.

    `typed` is in somebody's own words. Without a file it stands by itself and leads to `url`.
    """

    on: date
    title: str
    typed: str = ""
    case_id: UUID | None = None
    url: str = ""


Source = Callable[[Session, User, Sequence[Case]], list[Due]]

_sources: list[Source] = []


def source(tell: Source) -> Source:
    """Register a room's things to do in a person's open files. Their sheets are loaded."""
    if tell not in _sources:
        _sources.append(tell)
    return tell


def due(session: Session, user: User, cases: Sequence[Case]) -> list[Due]:
    """All of it, the longest waiting first."""
    return sorted((one for tell in _sources for one in tell(session, user, cases)), key=lambda one: one.on)
