"""The one clock. Everything that needs the time asks here, so that a test can set it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta, timezone

# Nepal has kept +05:45 since 1 January 1986 and has no summer time. Every moment this
# system records is later, so a fixed offset is exact and needs no time zone files.
KATHMANDU = timezone(timedelta(hours=5, minutes=45), "Asia/Kathmandu")

_set_to: ContextVar[datetime | None] = ContextVar("clock_set_to", default=None)


def now() -> datetime:
    """This moment, in UTC, with microseconds."""
    return _set_to.get() or datetime.now(UTC)


def today() -> date:
    """The day it is in Nepal."""
    return day_of(now())


def day_of(moment: datetime) -> date:
    """The day in Nepal on which a moment fell. Raises ValueError if it has no time zone."""
    return _aware(moment).astimezone(KATHMANDU).date()


@contextmanager
def at(moment: datetime) -> Iterator[datetime]:
    """Hold the clock at a moment that has a time zone; may be nested."""
    before = _set_to.set(_aware(moment).astimezone(UTC))
    try:
        yield now()
    finally:
        _set_to.reset(before)


def _aware(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("A moment needs a time zone.")
    return moment
