"""From values to what may be published: bases, running minima, frozen years, periods to come."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from casework.reporting.categories import EARLIER, RESULTS, STEPS, Dimension, month_range, period_of_code
from casework.reporting.lattice import Layer, Measure, Node, node
from casework.reporting.layout import Layout
from casework.reporting.marks import Mark, Shown, shown
from casework.reporting.months import last_month_of_year

if TYPE_CHECKING:
    from casework.reporting.counting import Values

D = Dimension
Cells = dict[tuple[str, ...], Shown]
FREEZES_AFTER = 3
"""Months after its end in which a fiscal year still moves."""

_CHAINS = {Measure.WAY: (D.STEP, STEPS), Measure.COURSE: (D.RESULT, RESULTS)}
"""Where each part is within the one before it, so that no part may look larger."""


def protect(one: Node, values: Mapping[Node, Values], layout: Layout) -> Cells:
    """The published form of every cell of a node, from the values of all nodes of its layer."""
    own = _chained(one, values[one])
    end = layout.period_end if one.layer is Layer.PLAIN else layout.quarter_end
    cells: Cells = {}
    for codes, v in own.items():
        if one.time and not begun(codes[one.dimensions.index(one.time)], end):
            cells[codes] = Shown(None, Mark.NONE_HERE)
        else:
            cells[codes] = shown(v, _bases(one, codes, values, own), _selection(one, codes, values))
    return cells


def begun(code: str, end: int) -> bool:
    """Whether a period has a month that is in the data."""
    return code == EARLIER or month_range(code)[0] <= end


def _chained(one: Node, values: Values) -> Values:
    """The running minimum along the way."""
    if one.measure not in _CHAINS:
        return values
    dimension, order = _CHAINS[one.measure]
    at = one.dimensions.index(dimension)
    chained: Values = {}
    for codes in sorted(values, key=lambda c: order.index(c[at])):
        place = order.index(codes[at])
        before = (*codes[:at], order[place - 1], *codes[at + 1 :]) if place else codes
        # A job does not need the skill test: both are within those who completed.
        if codes[at] == "earning":
            before = (*codes[:at], "completed", *codes[at + 1 :])
        chained[codes] = min(values[codes], chained.get(before, values[codes]))
    return chained


def _selection(one: Node, codes: tuple[str, ...], values: Mapping[Node, Values]) -> int:
    """The value of everybody in the selection: a fiscal year where there is one, else all."""
    if one.layer is Layer.SENSITIVE:
        return _everybody(values)
    year = _year(one, codes)
    if year is None:
        return values[node(Measure.REACHED)][()]
    return values[node(Measure.REACHED, D.YEAR)][(year,)]


def _everybody(values: Mapping[Node, Values]) -> int:
    return values[node(Measure.WAY, D.STEP)][(STEPS[0],)]


def _year(one: Node, codes: tuple[str, ...]) -> str | None:
    if one.time is None:
        return None
    code = codes[one.dimensions.index(one.time)]
    period = period_of_code(code)
    return EARLIER if period is None else f"{period.fiscal_year}-Y1"


def _bases(one: Node, codes: tuple[str, ...], values: Mapping[Node, Values], own: Values) -> tuple[int, ...]:
    """The values of the same people without one sensitive dimension each. That a woman was reached
    is not sensitive in itself."""
    if STEPS[0] in codes or not one.sensitive:
        return ()
    if one.measure is Measure.WAY:
        return (own[*codes[:-1], STEPS[0]],)
    if one.measure is Measure.TAKEN and one.time:
        return (values[node(Measure.ANY, one.time)][codes[:1]],)
    enrolled = (own[codes[0], RESULTS[0]],) if codes[-1] in RESULTS[1:] else ()
    return (_everybody(values), *enrolled)


def frozen(one: Node, codes: tuple[str, ...], end: int) -> bool:
    """Whether a cell belongs to a fiscal year that had been over for three months when data ended."""
    if one.time is None:
        return False
    period = period_of_code(codes[one.dimensions.index(one.time)])
    return period is None or last_month_of_year(period.fiscal_year) + FREEZES_AFTER <= end
