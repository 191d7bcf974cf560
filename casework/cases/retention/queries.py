"""Which closed files are to be looked at again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from auth.models import User
from casework.cases.erasure.models import ErasureRequest
from casework.cases.models import Case
from casework.cases.queries import to_decide
from casework.cases.retention.models import USUAL_YEARS, Kept, RetentionPeriod
from casework.core import clock


def period_of(session: Session, organisation_id: UUID) -> int:
    """After how many years an organisation looks at closed files again."""
    row = session.get(RetentionPeriod, organisation_id)
    return row.years if row is not None else USUAL_YEARS


def years_before(day: date, years: int) -> date:
    """The same day so many years earlier; the 28th of February where there is no 29th."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def _due(session: Session, user: User) -> Select[Case]:
    """Closed so long ago, not kept until a later day, and not asked to be erased already."""
    today = clock.today()
    closed = years_before(today, period_of(session, user.organisation_id))
    kept = select(Kept.id).where(Kept.folder_id == Case.id, Kept.review_on > today)
    asked = select(ErasureRequest.id).where(ErasureRequest.folder_id == Case.id)
    return to_decide(user).where(Case.closed_on <= closed, ~kept.exists(), ~asked.exists())


def due_for_review(session: Session, user: User) -> Sequence[Case]:
    """The files that are due, the longest closed first."""
    return session.scalars(_due(session, user).order_by(Case.closed_on, Case.id)).all()


def how_many_due(session: Session, user: User) -> int:
    """How many are due. Needs no key."""
    return session.scalar(_due(session, user).with_only_columns(func.count(Case.id))) or 0
