"""The rows and columns of tables. They come from code lists, places and the calendar, never from data:
nothing is left out for being empty."""

from __future__ import annotations

from enum import StrEnum

from casework.core.calendar import Period, PeriodKind, periods_of_year
from casework.core.codes import codelist
from casework.core.places import district, provinces
from casework.facts.parts import AGE_BANDS
from casework.reporting.layout import Layout

EARLIER = "earlier"
UNKNOWN = "0"
"""A place that is not known."""
NOT_TOLD = "not_told"
"""Anything else that is not known. An income of 0 is known."""


class Dimension(StrEnum):
    """By what a table can be cut."""

    YEAR = "year"
    TRIMESTER = "trimester"
    QUARTER = "quarter"
    MONTH = "month"
    PROVINCE = "province"
    DISTRICT = "district"
    SEX = "sex"
    AGE = "age"
    ORGANISATION = "organisation"
    DESTINATION = "destination"
    ROUTE = "route"
    EXPLOITATION = "exploitation"
    STEP = "step"
    COURSE = "course"
    RESULT = "result"
    OUTCOME = "outcome"
    INCOME = "income"
    STANDING = "standing"
    AFTER = "after"


TIME = frozenset({Dimension.YEAR, Dimension.TRIMESTER, Dimension.QUARTER, Dimension.MONTH})
PLACE = frozenset({Dimension.PROVINCE, Dimension.DISTRICT})
PLAIN = frozenset({Dimension.SEX, Dimension.AGE, Dimension.ORGANISATION})
SENSITIVE = frozenset(Dimension) - TIME - PLACE - PLAIN

CODES = {
    Dimension.SEX: "sex",
    Dimension.AGE: "age_band",
    Dimension.ORGANISATION: "organisation",
    Dimension.DESTINATION: "destination",
    Dimension.ROUTE: "route",
    Dimension.EXPLOITATION: "exploitation",
    Dimension.COURSE: "course",
    Dimension.OUTCOME: "outcome",
    Dimension.INCOME: "income_band",
    Dimension.STANDING: "stage",
}
"""Under which name a fact carries the code of a dimension."""

TRAITS = (
    Dimension.SEX,
    Dimension.AGE,
    Dimension.ORGANISATION,
    Dimension.DESTINATION,
    Dimension.ROUTE,
    Dimension.EXPLOITATION,
)
"""What is said of a woman once, when her file is opened. Not known is a category too."""

LISTS = {
    Dimension.SEX: "sex",
    Dimension.DESTINATION: "destination_countries",
    Dimension.ROUTE: "migration_channel",
    Dimension.EXPLOITATION: "htcds_type_of_exploitation",
    Dimension.COURSE: "trades",
    Dimension.OUTCOME: "current_activity",
    Dimension.INCOME: "income_band",
    Dimension.STANDING: "business_stage",
}
"""The code list of a dimension."""

_MAY_BE_UNKNOWN = frozenset({*TRAITS, Dimension.INCOME})

STEPS = ("reached", "referred", "accepted", "enrolled", "attended", "completed", "tested", "earning")
"""The way from the first conversation to an income, in its order."""

RESULTS = ("enrolled", "completed", "tested")
"""What is counted of a course."""

MONTHS_AFTER = ("3", "6", "12")
"""When somebody asks again, in months after a course was completed."""


def categories(dimension: Dimension, layout: Layout) -> tuple[str, ...]:
    """The codes of a dimension in the order of a table, the whole grid."""
    if dimension in TIME:
        periods = [p for year in layout.years for p in periods_of_year(PeriodKind(dimension.value), year)]
        return (EARLIER, *(p.code for p in periods))
    if dimension is Dimension.DISTRICT:
        return _districts(layout)
    if dimension is Dimension.PROVINCE:
        return (*(str(p.code) for p in provinces()), UNKNOWN)
    listed = _listed(dimension, layout)
    return (*listed, NOT_TOLD) if dimension in _MAY_BE_UNKNOWN else listed


def _listed(dimension: Dimension, layout: Layout) -> tuple[str, ...]:
    if dimension in LISTS:
        return tuple(one.code for one in codelist(LISTS[dimension]))
    return {
        Dimension.AGE: AGE_BANDS,
        Dimension.ORGANISATION: layout.organisations,
        Dimension.STEP: STEPS,
        Dimension.RESULT: RESULTS,
        Dimension.AFTER: MONTHS_AFTER,
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
