"""A date as precisely as she knew it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Self

from casework.core.bs_calendar import BsDate, NoSuchDate, month_length, to_ad, to_bs

# How far "about 2050" may be off, in years, where a rule must not miss anybody.
ABOUT_YEARS = 2


class Precision(StrEnum):
    """How much of a date is known."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    ABOUT = "about"


@dataclass(frozen=True, order=True)
class PartialDate:
    """The first day it can be (AD) and the precision.

    A BS month or year never begins on the first of an AD month, so the first day also
    tells in which calendar the date was given, and `last` follows.
    """

    start: date
    precision: Precision

    @classmethod
    def from_bs(
        cls, year: int, month: int | None = None, day: int | None = None, *, about: bool = False
    ) -> Self:
        """A date given in BS. Raises NoSuchDate or OutOfRange."""
        precision = _precision(month, day, about)
        return cls(to_ad(BsDate(year, *_known(precision, month, day))), precision)

    @classmethod
    def from_ad(
        cls, year: int, month: int | None = None, day: int | None = None, *, about: bool = False
    ) -> Self:
        """A date given in AD. Raises NoSuchDate."""
        precision = _precision(month, day, about)
        try:
            return cls(date(year, *_known(precision, month, day)), precision)
        except ValueError:
            raise NoSuchDate("The calendar has no such day.") from None

    @classmethod
    def on(cls, day: date) -> Self:
        """A day that is known exactly."""
        return cls(day, Precision.DAY)

    def to_json(self) -> list[str]:
        """`["1993-04-13", "year"]`: the first day as AD ISO, and the precision."""
        return [self.start.isoformat(), self.precision.value]

    @classmethod
    def from_json(cls, stored: Sequence[str]) -> Self:
        """What `to_json` gave. Raises ValueError for anything else."""
        start, precision = stored
        return cls(date.fromisoformat(start), Precision(precision))

    @property
    def last(self) -> date:
        """The last day it can be."""
        if self.precision is Precision.DAY:
            return self.start
        return self._end_in_ad() if self.start.day == 1 else self._end_in_bs()

    @property
    def bs_year(self) -> int:
        """The BS year of the first day. Raises OutOfRange."""
        return to_bs(self.start).year

    def age_on(self, day: date) -> int:
        """Completed years on a day, counted from the middle of the days it can be."""
        return completed_years(self.start + (self.last - self.start) / 2, day)

    def may_be_under(self, years: int, day: date) -> bool:
        """Whether she may not yet have completed these years on a day."""
        slack = ABOUT_YEARS if self.precision is Precision.ABOUT else 0
        return completed_years(self.last, day) - slack < years

    def _end_in_ad(self) -> date:
        by_month = self.precision is Precision.MONTH
        following = self.start + timedelta(days=31 if by_month else 366)
        first = following.replace(day=1) if by_month else following.replace(month=1, day=1)
        return first - timedelta(days=1)

    def _end_in_bs(self) -> date:
        begins = to_bs(self.start)
        month = begins.month if self.precision is Precision.MONTH else 12
        return to_ad(BsDate(begins.year, month, month_length(begins.year, month)))


def completed_years(born: date, day: date) -> int:
    """Whole years between two days; never below 0."""
    before_birthday = (day.month, day.day) < (born.month, born.day)
    return max(0, day.year - born.year - before_birthday)


def _precision(month: int | None, day: int | None, about: bool) -> Precision:
    if about:
        return Precision.ABOUT
    if month is None:
        if day is not None:
            raise NoSuchDate("A day needs its month.")
        return Precision.YEAR
    return Precision.MONTH if day is None else Precision.DAY


def _known(precision: Precision, month: int | None, day: int | None) -> tuple[int, int]:
    """Month and day of the first day; what the precision leaves open is 1."""
    if precision in (Precision.YEAR, Precision.ABOUT):
        return 1, 1
    return month or 1, day or 1
