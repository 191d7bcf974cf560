"""Dates as files write them."""

from __future__ import annotations

import re

from casework.core import clock
from casework.core.calendar import NoSuchDate, OutOfRange, PartialDate
from casework.core.digits import to_ascii
from casework.imports.problems import Kind, Wrong

AD, BS = "ad", "bs"
_YEAR_FIRST = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?(?:[T ]0?0:00(?::00(?:\.0+)?)?Z?)?")
_YEAR_LAST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
_LATEST_AD = 2050
"""A year above this is a year of Bikram Sambat, whatever the file says of its calendar."""


def read_date(text: str, calendar: str, *, future: bool = False) -> PartialDate:
    """A date of AD or BS with the precision it is written in: year, month or day.

    Day and month before the year are read only where they cannot be mistaken. Raises Wrong.
    """
    year, month, day = _parts(to_ascii(text.strip()))
    if calendar == AD and year > _LATEST_AD:
        raise Wrong(Kind.DATE_LOOKS_BS)
    found = _date(calendar, year, month, day)
    if not future and found.start > clock.today():
        # 2047 is to come in AD, and a common year of birth in BS.
        raise Wrong(Kind.DATE_LOOKS_BS if calendar == AD else Kind.DATE_IN_FUTURE)
    return found


def _parts(text: str) -> tuple[int, int | None, int | None]:
    if match := _YEAR_FIRST.fullmatch(text):
        year, *rest = match.groups()
        month, day = (int(part) if part else None for part in rest)
        return int(year), month, day
    if match := _YEAR_LAST.fullmatch(text):
        return _year_last(*(int(part) for part in match.groups()))
    raise Wrong(Kind.DATE_UNREADABLE)


def _year_last(one: int, other: int, year: int) -> tuple[int, int, int]:
    if one == other:
        return year, other, one
    if one > 12 >= other:
        return year, other, one
    if other > 12 >= one:
        return year, one, other
    raise Wrong(Kind.DATE_AMBIGUOUS if one <= 12 else Kind.NO_SUCH_DAY)


def _date(calendar: str, year: int, month: int | None, day: int | None) -> PartialDate:
    try:
        if calendar == BS:
            return PartialDate.from_bs(year, month, day)
        return PartialDate.from_ad(year, month, day)
    except (NoSuchDate, OutOfRange, ValueError):
        raise Wrong(Kind.NO_SUCH_DAY) from None
