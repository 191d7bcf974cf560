"""Targets as they hold, and how they came to be what they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from auth.models import User
from casework.reporting.logframe.indicators import Indicator
from casework.reporting.logframe.models import Target


def newest(session: Session, indicator: Indicator, year: int) -> Target | None:
    """The target that holds."""
    query = select(Target).where(Target.indicator == indicator.code, Target.fiscal_year == year)
    return session.scalar(query.order_by(Target.number.desc()).limit(1))


def targets_of(session: Session, year: int) -> Mapping[str, Target]:
    """The targets of a fiscal year, by indicator."""
    rows = session.scalars(select(Target).where(Target.fiscal_year == year).order_by(Target.number))
    return {row.indicator: row for row in rows}


def years_with_targets(session: Session) -> Sequence[int]:
    """First and last fiscal year for which one was set; none without any."""
    first, last = session.execute(select(func.min(Target.fiscal_year), func.max(Target.fiscal_year))).one()
    return () if first is None else (first, last)


@dataclass(frozen=True)
class Change:
    """One change: when, by whom, from what to what."""

    at: datetime
    by: User
    before: Target | None
    now: Target


def changes(session: Session, indicator: Indicator, year: int) -> list[Change]:
    """Everything that was set, the newest first."""
    query = (
        select(Target, User)
        .join(User, User.id == Target.set_by)
        .where(Target.indicator == indicator.code, Target.fiscal_year == year)
        .order_by(Target.number)
    )
    rows = session.execute(query).all()
    before: list[Target | None] = [None, *(row for row, _user in rows)]
    found = [
        Change(row.set_at, user, earlier, row) for (row, user), earlier in zip(rows, before, strict=False)
    ]
    return found[::-1]
