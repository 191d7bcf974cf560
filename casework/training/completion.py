"""Rooms beside training say here what begins when a course is completed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from auth.models import User

Completed = Callable[[Session, User, UUID, UUID, date], None]

_completed: list[Completed] = []


def on_completed(hook: Completed) -> Completed:
    """Call `hook(session, user, case_id, enrolment_id, day)` in the transaction in which a
    completion is written, and again when its day is corrected."""
    if hook not in _completed:
        _completed.append(hook)
    return hook


def completed(session: Session, user: User, case_id: UUID, enrolment_id: UUID, day: date) -> None:
    """Tell every room that she has completed her course."""
    for hook in _completed:
        hook(session, user, case_id, enrolment_id, day)
