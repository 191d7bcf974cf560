"""A woman whose file is closed keeps no place: it goes to whoever waits."""

from __future__ import annotations

from sqlalchemy.orm import Session

from auth.models import User
from casework.cases.closing import on_close
from casework.cases.known import cards
from casework.cases.models import Case
from casework.core import clock
from casework.training.enrolment import EnrolmentState
from casework.training.outcomes import leave
from casework.training.queries import enrolments_in

_RUNNING = (EnrolmentState.WAITING, EnrolmentState.ENROLLED, EnrolmentState.ATTENDING)


@on_close
def give_up_places(session: Session, user: User, case: Case) -> None:
    """Her places and her turns on waiting lists are given up, with a line in what happened so far. Whom
    we no longer know has none."""
    rows = [row for row in enrolments_in(session, [case.id]) if row.state in _RUNNING]
    if not rows or case.id not in cards(session, [case.id]):
        return
    for row in rows:
        leave(session, user, row, revision=row.revision, on=clock.today(), reason="")
