"""Bikram Sambat (BS) and the Gregorian calendar (AD), by a table of month lengths.

No rule gives the length of a BS month: it is published each year. The table is
`data/bs_month_lengths.csv`; a new official year is one changed row there.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import accumulate

from casework.core import datafiles


class NoSuchDate(ValueError):
    """The calendar has no such day."""


class OutOfRange(ValueError):
    """The day lies outside the years of the table."""


@dataclass(frozen=True, order=True)
class BsDate:
    """A day of Bikram Sambat; Baisakh is month 1. Not checked until it is converted."""

    year: int
    month: int
    day: int


@dataclass(frozen=True)
class _Year:
    """One row of the table."""

    number: int
    starts: date
    lengths: tuple[int, ...]
    provisional: bool

    @property
    def before(self) -> tuple[int, ...]:
        """How many days of the year lie before each month."""
        return tuple(accumulate(self.lengths[:-1], initial=0))


@cache
def _years() -> dict[int, _Year]:
    return {year.number: year for year in map(_read, datafiles.rows("bs_month_lengths.csv"))}


def _read(row: dict[str, str]) -> _Year:
    return _Year(
        number=int(row["bs_year"]),
        starts=date.fromisoformat(row["ad_start"]),
        lengths=tuple(int(row[f"m{month:02}"]) for month in range(1, 13)),
        provisional=row["status"] == "projection-not-published",
    )


@cache
def _starts() -> list[date]:
    return [year.starts for year in _years().values()]


FIRST_YEAR = min(_years())
LAST_YEAR = max(_years())


def to_ad(day: BsDate) -> date:
    """The AD date of a BS day. Raises OutOfRange or NoSuchDate."""
    if not 1 <= day.day <= month_length(day.year, day.month):
        raise NoSuchDate("The month has no such day.")
    year = _year(day.year)
    return year.starts + timedelta(days=year.before[day.month - 1] + day.day - 1)


def to_bs(day: date) -> BsDate:
    """The BS day of an AD date. Raises OutOfRange."""
    place = bisect_right(_starts(), day) - 1
    year = _year(FIRST_YEAR + place)
    passed = (day - year.starts).days
    month = bisect_right(year.before, passed)
    day_of_month = passed - year.before[month - 1] + 1
    if day_of_month > year.lengths[month - 1]:
        raise OutOfRange("The day lies after the last year of the calendar table.")
    return BsDate(year.number, month, day_of_month)


def month_length(year: int, month: int) -> int:
    """Days in a BS month, 29 to 32. Raises OutOfRange or NoSuchDate."""
    if not 1 <= month <= 12:
        raise NoSuchDate("A year has the months 1 to 12.")
    return _year(year).lengths[month - 1]


def is_provisional(year: int) -> bool:
    """Whether the months of a BS year are a projection, not yet published."""
    return _year(year).provisional


def _year(number: int) -> _Year:
    try:
        return _years()[number]
    except KeyError:
        raise OutOfRange("The year lies outside the calendar table.") from None
