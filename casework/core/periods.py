"""Periods of the Nepali fiscal year, which begins on 1 Shrawan (month 4 of BS)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Self

from casework.core.bs_calendar import BsDate, month_length, to_ad, to_bs

SHRAWAN = 4


class PeriodKind(StrEnum):
    """How a fiscal year is cut: into 12, 3 (चौमासिक), 4 (त्रैमासिक) or 1."""

    MONTH = "month"
    TRIMESTER = "trimester"
    QUARTER = "quarter"
    YEAR = "year"


_MONTHS_IN = {
    PeriodKind.MONTH: 1,
    PeriodKind.TRIMESTER: 4,
    PeriodKind.QUARTER: 3,
    PeriodKind.YEAR: 12,
}
_LETTER = {
    PeriodKind.MONTH: "M",
    PeriodKind.TRIMESTER: "T",
    PeriodKind.QUARTER: "Q",
    PeriodKind.YEAR: "Y",
}
_KIND = {letter: kind for kind, letter in _LETTER.items()}
_CODE = re.compile(r"([0-9]{4})-([MTQY])([0-9]{1,2})")


@dataclass(frozen=True, order=True)
class Period:
    """The index-th month, trimester or quarter of a fiscal year, from 1; a year has index 1."""

    kind: PeriodKind
    fiscal_year: int
    index: int

    def __post_init__(self) -> None:
        if not 1 <= self.index <= 12 // _MONTHS_IN[self.kind]:
            raise ValueError("The fiscal year has no such period.")

    @property
    def code(self) -> str:
        """Such as `2083-Q1`, `2083-T3`, `2083-M12` or `2083-Y1`."""
        return f"{self.fiscal_year}-{_LETTER[self.kind]}{self.index}"

    @classmethod
    def parse(cls, code: str) -> Self:
        """The period of a code. Raises ValueError."""
        found = _CODE.fullmatch(code)
        if not found:
            raise ValueError("Not the code of a period.")
        year, letter, index = found.groups()
        return cls(_KIND[letter], int(year), int(index))

    @property
    def months(self) -> tuple[tuple[int, int], ...]:
        """Its BS months, as (year, month)."""
        size = _MONTHS_IN[self.kind]
        places = range((self.index - 1) * size, self.index * size)
        return tuple(_month_at(self.fiscal_year, place) for place in places)

    @property
    def first(self) -> date:
        """Its first day (AD)."""
        year, month = self.months[0]
        return to_ad(BsDate(year, month, 1))

    @property
    def last(self) -> date:
        """Its last day (AD)."""
        year, month = self.months[-1]
        return to_ad(BsDate(year, month, month_length(year, month)))

    def contains(self, day: date) -> bool:
        """Whether a day lies in it."""
        return self.first <= day <= self.last

    def ended_by(self, day: date) -> bool:
        """Whether it is over on a day, that is, its last day has passed."""
        return self.last < day

    def previous(self) -> Period:
        """The period of the same kind just before it."""
        return period_of(self.first - timedelta(days=1), self.kind)


def fiscal_year(day: date) -> int:
    """The BS year in which the fiscal year of a day begins."""
    bs = to_bs(day)
    return bs.year if bs.month >= SHRAWAN else bs.year - 1


def fiscal_year_label(year: int) -> str:
    """`2083/84` for 2083."""
    return f"{year}/{(year + 1) % 100:02}"


def period_of(day: date, kind: PeriodKind) -> Period:
    """The period of a kind in which a day lies."""
    place = (to_bs(day).month - SHRAWAN) % 12
    return Period(kind, fiscal_year(day), place // _MONTHS_IN[kind] + 1)


def periods_of_year(kind: PeriodKind, year: int) -> list[Period]:
    """All periods of a kind in a fiscal year, in order."""
    return [Period(kind, year, index + 1) for index in range(12 // _MONTHS_IN[kind])]


def _month_at(year: int, place: int) -> tuple[int, int]:
    month = (SHRAWAN - 1 + place) % 12 + 1
    return (year if month >= SHRAWAN else year + 1), month
