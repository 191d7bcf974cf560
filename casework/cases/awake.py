"""Files that are not at rest: her consent to be helped stands."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Session

from auth.models import User
from casework.cases.looking import look_at
from casework.cases.models import Case
from casework.cases.queries import find
from casework.consent.errors import AtRest
from casework.consent.queries import standing
from casework.people.shown import load_sheets


def find_awake(session: Session, user: User, case_id: UUID) -> Case:
    """One file that she may see and work in, its sheets loaded. Raises NotVisible; AtRest where her
    consent has ended: then a supervisor reads the file's own page with a reason, and nothing else. That
    she looks at it is noted."""
    case = find(session, user, case_id)
    load_sheets(session, [case])
    if standing(session, case.id).at_rest:
        raise AtRest
    look_at(session, case.id)
    return case
