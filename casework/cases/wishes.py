"""What she wants to learn, as far as another room knows it: each room tells its own."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy.orm import Session

from casework.cases.models import Case

Wishes = Callable[[Session, Case], list[str]]

_sources: list[Wishes] = []


def wishes(tell: Wishes) -> Wishes:
    """Register what a room knows of the trades that she wants, as codes of the list `trades`. The file's
    sheets are loaded."""
    if tell not in _sources:
        _sources.append(tell)
    return tell


def wished(session: Session, case: Case) -> list[str]:
    """All of it, each trade once."""
    return list(dict.fromkeys(trade for tell in _sources for trade in tell(session, case)))
