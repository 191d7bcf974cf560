"""What is counted: units, each belonging to a woman, a month and some categories."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from casework.core.calendar import PeriodKind
from casework.core.codes import codelist
from casework.reporting.categories import (
    TIME,
    UNKNOWN,
    Dimension,
    categories,
    district_province,
)
from casework.reporting.lattice import Measure
from casework.reporting.layout import Layout
from casework.reporting.months import NEVER
from casework.reporting.stock import Column, Stock
from casework.reporting.ways import REACHED, Ways

_MONTHS = {
    Dimension(kind.value): size
    for kind, size in (
        (PeriodKind.MONTH, 1),
        (PeriodKind.QUARTER, 3),
        (PeriodKind.TRIMESTER, 4),
        (PeriodKind.YEAR, 12),
    )
}


@dataclass(frozen=True)
class Units:
    """Whom each unit concerns, when it happened, and its place among the categories of a dimension."""

    person: Column
    month: Column
    places: dict[Dimension, Column]

    def place(self, dimension: Dimension, layout: Layout, ways: Ways) -> Column:
        """Each unit's place in the list of the dimension's categories, -1 for none."""
        if dimension in self.places:
            return self.places[dimension]
        if dimension in TIME:
            return period_places(self.month, _MONTHS[dimension], layout)
        return district_places(ways.district, dimension, layout)[self.person]


def units(measure: Measure, stock: Stock, ways: Ways) -> Units:
    """The units of a measure."""
    present = np.flatnonzero(ways.present)
    if measure is Measure.REACHED:
        return Units(present, ways.steps[present, REACHED], {})
    if measure is Measure.NOW:
        known = np.flatnonzero(ways.present & (ways.now > 0))
        return Units(
            known, ways.steps[known, REACHED], {Dimension.OUTCOME: _outcomes(stock, ways.now[known])}
        )
    if measure is Measure.COURSE:
        return _results(stock, ways)
    person, step = np.nonzero(np.where(ways.present[:, None], ways.steps, NEVER) < NEVER)
    return Units(
        person, ways.steps[person, step], {Dimension.STEP: step} if measure is not Measure.ANY else {}
    )


def _outcomes(stock: Stock, now: Column) -> Column:
    return _relabel(stock, "outcome", "current_activity")[now]


def _results(stock: Stock, ways: Ways) -> Units:
    at, result = np.nonzero(ways.course_months < NEVER)
    course = _relabel(stock, "course", "trades")[ways.course[at]]
    return Units(
        ways.course_person[at],
        ways.course_months[at, result],
        {Dimension.COURSE: course, Dimension.RESULT: result},
    )


def _relabel(stock: Stock, name: str, codes: str) -> Column:
    """From the stock's own number of a code to its place in the code list of today."""
    order = {one.code: at for at, one in enumerate(codelist(codes))}
    return np.array([-1, *(order.get(word, -1) for word in stock.words.get(name, []))], dtype=np.int64)


def period_places(month: Column, size: int, layout: Layout) -> Column:
    """The place of each month among the periods of a size in months; 0 is what lies before."""
    since = month.astype(np.int64) - (layout.years.start * 12 + 3)
    return np.where(since < 0, 0, since // size + 1)


def district_places(district: Column, dimension: Dimension, layout: Layout) -> Column:
    """The place of each woman's district, or its province, among the categories."""
    order = {code: at for at, code in enumerate(categories(dimension, layout))}
    codes, back = np.unique(district, return_inverse=True)
    places = [_place(int(code), dimension, layout, order) for code in codes]
    return np.array(places, dtype=np.int64)[back] if len(codes) else district.astype(np.int64)


def _place(code: int, dimension: Dimension, layout: Layout, order: dict[str, int]) -> int:
    province = district_province(code)
    if not province:
        return order[UNKNOWN]
    if dimension is Dimension.PROVINCE:
        return order[str(province)]
    return order[f"d{code}" if code in layout.districts else f"o{province}"]
