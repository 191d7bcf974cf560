"""Whether a file can be written in now."""

from __future__ import annotations

from sqlalchemy.orm import Session

from casework.cases.errors import FileClosed
from casework.cases.models import Case
from casework.consent.errors import AtRest
from casework.consent.queries import standing


def hold_open(session: Session, case: Case) -> None:
    """Refuse to write in a file that is closed or at rest. Raises FileClosed or AtRest."""
    if case.closed_on is not None:
        raise FileClosed
    if standing(session, case.id).at_rest:
        raise AtRest
