"""Setting a target."""

from __future__ import annotations

from sqlalchemy.orm import Session

from auth.models import User
from casework.audit.chain import note as note_act
from casework.audit.models import Act
from casework.core import clock
from casework.core.db import new_id
from casework.core.errors import EditedMeanwhile
from casework.reporting.logframe.indicators import Indicator
from casework.reporting.logframe.models import Target
from casework.reporting.logframe.queries import newest
from casework.vault.acting import actor


def set_target(
    session: Session,
    user: User,
    indicator: Indicator,
    year: int,
    *,
    revision: int,
    target: int | None,
    baseline: int | None,
    note: str,
) -> Target | None:
    """Set what is to be reached in a fiscal year. `revision` is the number of the row that she saw, 0 for
    none; the same again is no change. Raises EditedMeanwhile if somebody else was first."""
    last = newest(session, indicator, year)
    told = (target, baseline, note)
    if last is not None and (last.target, last.baseline, last.note) == told:
        return None
    if (last.number if last else 0) != revision:
        raise EditedMeanwhile
    if last is None and told == (None, None, ""):
        return None
    row = Target(id=new_id(), indicator=indicator.code, fiscal_year=year, number=revision + 1)
    row.target, row.baseline, row.note = told
    row.set_by, row.set_at = user.id, clock.now()
    session.add(row)
    note_act(session, actor(session), Act.TARGET_SET, subject_id=row.id)
    return row
