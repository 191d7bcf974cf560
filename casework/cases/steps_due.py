"""Steps of plans that are due, for my day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy.orm import Session

from auth.models import User
from casework.cases.due import Due, Kind, source
from casework.cases.models import Case
from casework.cases.plan import Action
from casework.cases.reading import rows
from casework.core import clock
from casework.core.i18n import _

AHEAD = timedelta(days=7)


@source
def steps_due(session: Session, user: User, cases: Sequence[Case]) -> list[Due]:
    """Open steps until a week from now."""
    until = clock.today() + AHEAD
    return [
        Due(step.due_on, _("A step"), step.words, step.folder_id, kind=Kind.STEP)
        for step in rows(session, Action, [case.id for case in cases])
        if step.is_open and step.due_on <= until
    ]
