"""What asks for somebody's attention today. Each room tells its own; my day puts them together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy.orm import Session

from auth.models import User
from casework.cases.models import Case
from casework.core import clock


class When(StrEnum):
    """How a thing to do stands to its day."""

    DAY = "day"
    NEVER_DONE = "never_done"
    """To do today because nobody has done it yet."""
    MEETING = "meeting"
    """Without a day: when she comes, or at a visit. To call her for it could harm her."""


class Kind(StrEnum):
    """What it is, where somebody counts it."""

    STEP = "step"
    FOLLOW_UP = "follow_up"
    OTHER = "other"


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
    when: When = When.DAY
    kind: Kind = Kind.OTHER
    by: str = ""
    """Who asks and since when, or what it belongs to, where no name of hers tells two apart."""

    @property
    def late(self) -> bool:
        """Whether its day has passed."""
        return self.when is When.DAY and self.on < clock.today()


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
