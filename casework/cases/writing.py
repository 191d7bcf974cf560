"""Whether a file can be written in now."""

from __future__ import annotations

from sqlalchemy.orm import Session

from casework.cases.errors import FileClosed, StillThinking
from casework.cases.models import Case
from casework.consent.errors import AtRest
from casework.consent.queries import standing


def hold_open(session: Session, case: Case, *, urgent: bool = False) -> None:
    """Refuse to write in a file that is closed or at rest, and, while she thinks about it, more than
    what is urgent. Raises FileClosed, AtRest or StillThinking."""
    if case.closed_on is not None:
        raise FileClosed
    now = standing(session, case.id)
    if now.at_rest:
        raise AtRest
    if now.deferred and not urgent:
        raise StillThinking
