"""The rows and columns of tables. They come from code lists, places and the calendar, never from data:
nothing is left out for being empty."""

from __future__ import annotations

from enum import StrEnum

from casework.core.calendar import Period, PeriodKind, periods_of_year
from casework.core.codes import codelist
from casework.core.places import district, provinces
from casework.reporting.layout import Layout

EARLIER = "earlier"
UNKNOWN = "0"


class Dimension(StrEnum):
    """By what a table can be cut."""

    YEAR = "year"
    TRIMESTER = "trimester"
    QUARTER = "quarter"
    MONTH = "month"
    PROVINCE = "province"
    DISTRICT = "district"
    STEP = "step"
    COURSE = "course"
    RESULT = "result"
    OUTCOME = "outcome"


TIME = frozenset({Dimension.YEAR, Dimension.TRIMESTER, Dimension.QUARTER, Dimension.MONTH})
PLACE = frozenset({Dimension.PROVINCE, Dimension.DISTRICT})
SENSITIVE = frozenset(Dimension) - TIME - PLACE

STEPS = ("reached", "referred", "accepted", "enrolled", "completed", "tested", "earning")
"""The way from the first conversation to an income, in its order."""

RESULTS = ("enrolled", "completed", "tested")
"""What is counted of a course."""


def categories(dimension: Dimension, layout: Layout) -> tuple[str, ...]:
    """The codes of a dimension in the order of a table, the whole grid."""
    if dimension in TIME:
        periods = [p for year in layout.years for p in periods_of_year(PeriodKind(dimension.value), year)]
        return (EARLIER, *(p.code for p in periods))
    if dimension is Dimension.DISTRICT:
        return _districts(layout)
    if dimension is Dimension.PROVINCE:
        return (*(str(p.code) for p in provinces()), UNKNOWN)
    return {
        Dimension.STEP: STEPS,
        Dimension.RESULT: RESULTS,
        Dimension.COURSE: tuple(one.code for one in codelist("trades")),
        Dimension.OUTCOME: tuple(one.code for one in codelist("current_activity")),
    }[dimension]


def _districts(layout: Layout) -> tuple[str, ...]:
    """Each province: its districts with enough people, then the others together."""
    found = []
    for one in provinces():
        found += [f"d{code}" for code in layout.districts if district_province(code) == one.code]
        found.append(f"o{one.code}")
    return (*found, UNKNOWN)


def district_province(code: int) -> int:
    """The province of a district, 0 for an unknown one."""
    found = district(code)
    return found.province if found else 0


def period_of_code(code: str) -> Period | None:
    """The period of a time category; none for what lies before the tables."""
    return None if code == EARLIER else Period.parse(code)


def month_range(code: str) -> tuple[int, int]:
    """First and last running month of a time category; the earlier ones begin with 0."""
    period = period_of_code(code)
    if period is None:
        return 0, 0
    (first_year, first), (last_year, last) = period.months[0], period.months[-1]
    return first_year * 12 + first - 1, last_year * 12 + last - 1
