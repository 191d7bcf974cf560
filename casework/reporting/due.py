"""When a release is due: at most one for each month that is over, and nothing forces another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.core import clock
from casework.reporting.models import Release
from casework.reporting.months import last_day, month_number, month_on, quarter_end


@dataclass(frozen=True)
class Due:
    """The release that can be made today: running months until which its data goes."""

    end: int
    quarter: int
    moves_sensitive: bool

    @property
    def last_day(self) -> date:
        """The day its data ends."""
        return last_day(self.end)

    @property
    def quarter_day(self) -> date:
        """The day the data of the quarterly tables ends."""
        return last_day(self.quarter)


def latest(session: Session) -> Release | None:
    """The newest release."""
    return session.scalar(select(Release).order_by(Release.number.desc()).limit(1))


def due(session: Session) -> Due | None:
    """What is due today; none while the month of the latest release is the last that has ended."""
    end = month_on(clock.today()) - 1
    last = latest(session)
    if last is not None and month_number(last.period_end) >= end:
        return None
    quarter = quarter_end(end)
    return Due(end, quarter, last is None or month_number(last.quarter_end) < quarter)
