"""Who wrote down what happened to an enrolment."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from auth.models import User
from casework.core.i18n import language
from casework.training.enrolment import Enrolment


def names_of(session: Session, row: Enrolment) -> dict[UUID, str]:
    """The names of the colleagues who wrote its events and marks, in the reader's language."""
    ids = {event.by for event in row.events}
    for mark in row.marks:
        ids |= {mark.by, *(earlier.by for earlier in mark.before)}
    people = session.scalars(select(User).where(User.id.in_(ids)))
    return {person.id: person.name(language()) for person in people}
