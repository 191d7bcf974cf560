"""What is counted: units, each belonging to a woman, a month and some categories."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from casework.core.calendar import PeriodKind
from casework.reporting.categories import (
    CODES,
    MONTHS_AFTER,
    NOT_TOLD,
    RESULTS,
    TIME,
    TRAITS,
    UNKNOWN,
    Dimension,
    categories,
    district_province,
)
from casework.reporting.layout import Layout
from casework.reporting.months import NEVER
from casework.reporting.nodes import Measure
from casework.reporting.rows import REACHED
from casework.reporting.stock import Column, Stock
from casework.reporting.ways import Ways

D = Dimension
_MONTHS = {
    Dimension(kind.value): size
    for kind, size in (
        (PeriodKind.MONTH, 1),
        (PeriodKind.QUARTER, 3),
        (PeriodKind.TRIMESTER, 4),
        (PeriodKind.YEAR, 12),
    )
}
SEVERAL = frozenset({Measure.ANY, Measure.COURSE, Measure.TRAINED})
"""Measures of which a woman may have several units in one cell; she counts once."""


@dataclass(frozen=True)
class Units:
    """Whom each unit concerns, when it happened, and its own places or codes in some dimensions."""

    person: Column
    month: Column
    places: Mapping[Dimension, Column]
    codes: Mapping[Dimension, Column]


class Placing:
    """Where the units of a layer stand among the categories of each dimension; worked out once."""

    def __init__(self, stock: Stock, ways: Ways, layout: Layout) -> None:
        self.stock, self.ways, self.layout = stock, ways, layout
        self._units: dict[Measure, Units] = {}
        self._places: dict[tuple[Measure, Dimension], Column] = {}

    def units(self, measure: Measure) -> Units:
        """The units of a measure."""
        if measure not in self._units:
            self._units[measure] = _MADE[measure](self.ways, self.layout)
        return self._units[measure]

    def place(self, measure: Measure, dimension: Dimension) -> Column:
        """Each unit's place in the list of the dimension's categories, -1 for none."""
        known = (measure, dimension)
        if known not in self._places:
            self._places[known] = self._place(self.units(measure), dimension)
        return self._places[known]

    def _place(self, found: Units, dimension: Dimension) -> Column:
        if dimension in found.places:
            return found.places[dimension]
        if dimension in TIME:
            return period_places(found.month, _MONTHS[dimension], self.layout)
        if dimension in TRAITS:
            return self._relabel(dimension)[self.ways.traits[dimension]][found.person]
        if dimension in found.codes:
            return self._relabel(dimension)[found.codes[dimension]]
        return district_places(self.ways.district, dimension, self.layout)[found.person]

    def _relabel(self, dimension: Dimension) -> Column:
        """From the stock's own number of a code to its place among the categories of today."""
        order = {code: at for at, code in enumerate(categories(dimension, self.layout))}
        none = order.get(NOT_TOLD, -1)
        words = self.stock.words.get(CODES[dimension], [])
        return np.array([none, *(order.get(word, none) for word in words)], dtype=np.int64)


def _reached(ways: Ways, _layout: Layout) -> Units:
    present = np.flatnonzero(ways.present)
    return Units(present, ways.steps[present, REACHED], {}, {})


def _by_month(ways: Ways, month: Column) -> Units:
    there = np.flatnonzero(ways.present & (month < NEVER))
    return Units(there, month[there], {}, {})


def _way(ways: Ways, _layout: Layout) -> Units:
    person, step = np.nonzero(np.where(ways.present[:, None], ways.steps, NEVER) < NEVER)
    return Units(person, ways.steps[person, step], {D.STEP: step}, {})


def _results(ways: Ways, _layout: Layout) -> Units:
    months = np.stack([ways.courses.columns[result] for result in RESULTS], axis=1)
    at, result = np.nonzero(months < NEVER)
    course = ways.courses.columns["course"][at]
    return Units(ways.courses.person[at], months[at, result], {D.RESULT: result}, {D.COURSE: course})


def _trained(ways: Ways, _layout: Layout) -> Units:
    columns = ways.courses.columns
    return Units(ways.courses.person, columns[RESULTS[0]], {}, {D.COURSE: columns["course"]})


def _now(ways: Ways, _layout: Layout) -> Units:
    known = np.flatnonzero(ways.present & (ways.now > 0))
    codes = {D.OUTCOME: ways.now[known], D.INCOME: ways.income[known]}
    return Units(known, ways.steps[known, REACHED], {}, codes)


def _business(ways: Ways, _layout: Layout) -> Units:
    known = np.flatnonzero(ways.present & (ways.business > 0))
    return Units(known, ways.steps[known, REACHED], {}, {D.STANDING: ways.business[known]})


def _after(ways: Ways, layout: Layout) -> Units:
    """Those alone whose months are over when the data ends: who answered early stands for nobody else."""
    columns = ways.after.columns
    after = np.array([int(code) for code in MONTHS_AFTER])[columns["after"]]
    over = np.flatnonzero(columns["completed"] + after <= layout.quarter_end)
    return Units(
        ways.after.person[over],
        columns["completed"][over],
        {D.AFTER: columns["after"][over]},
        {D.OUTCOME: columns["outcome"][over], D.INCOME: columns["income_band"][over]},
    )


_MADE: Mapping[Measure, Callable[[Ways, Layout], Units]] = {
    Measure.REACHED: _reached,
    Measure.CONSENTED: lambda ways, _layout: _by_month(ways, ways.consented),
    Measure.CLOSED: lambda ways, _layout: _by_month(ways, ways.closed),
    Measure.WAY: _way,
    Measure.TAKEN: _way,
    Measure.ANY: _way,
    Measure.COURSE: _results,
    Measure.TRAINED: _trained,
    Measure.NOW: _now,
    Measure.AFTER: _after,
    Measure.BUSINESS: _business,
}


def period_places(month: Column, size: int, layout: Layout) -> Column:
    """The place of each month among the periods of a size in months; 0 is what lies before."""
    since = month.astype(np.int64) - (layout.years.start * 12 + 3)
    return np.where(since < 0, 0, since // size + 1)


def district_places(district: Column, dimension: Dimension, layout: Layout) -> Column:
    """The place of each woman's district, or its province, among the categories."""
    order = {code: at for at, code in enumerate(categories(dimension, layout))}
    codes, back = np.unique(district, return_inverse=True)
    places = [_district(int(code), dimension, layout, order) for code in codes]
    return np.array(places, dtype=np.int64)[back] if len(codes) else district.astype(np.int64)


def _district(code: int, dimension: Dimension, layout: Layout, order: dict[str, int]) -> int:
    province = district_province(code)
    if not province:
        return order[UNKNOWN]
    if dimension is Dimension.PROVINCE:
        return order[str(province)]
    return order[f"d{code}" if code in layout.districts else f"o{province}"]
