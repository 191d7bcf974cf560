"""From values to what may be published: bases, frozen years, periods to come."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from typing import TYPE_CHECKING

from casework.reporting.bases import Base, bases
from casework.reporting.categories import EARLIER, Dimension, month_range, period_of_code
from casework.reporting.layout import Layout
from casework.reporting.marks import Mark, Shown, shown
from casework.reporting.months import last_month_of_year
from casework.reporting.nodes import Layer, Measure, Node
from casework.reporting.outside import few_outside
from casework.reporting.structural import is_empty_by_nature

if TYPE_CHECKING:
    from casework.reporting.counting import Counter, Values

Codes = tuple[str, ...]
Cells = dict[Codes, Shown]
FREEZES_AFTER = 3
"""Months after its end in which a fiscal year still moves."""
LONGEST = 12
"""Months after a course in which something is asked: a year of these closes so much later."""


def protect(one: Node, counter: Counter, layout: Layout) -> Cells:
    """The published form of every cell of a node."""
    end = layout.period_end if one.layer is Layer.PLAIN else layout.quarter_end
    wider = [(base, counter.values(base.node)) for base in bases(one)]
    selection, over, few = _selection(one, counter), _complete(one, end), few_outside(one, counter)
    return {
        codes: Shown(None, Mark.NONE_HERE)
        if not over(codes) or is_empty_by_nature(one, codes)
        else Shown(None, Mark.SMALL_BASE)
        if few(codes)
        else shown(v, _values(wider, codes), selection(codes))
        for codes, v in counter.values(one).items()
    }


def _values(wider: list[tuple[Base, Values]], codes: Codes) -> tuple[int, ...]:
    """The values of the bases of a cell."""
    found = ((base.of(codes), values) for base, values in wider)
    return tuple(values[at] for at, values in found if at is not None)


def _complete(one: Node, end: int) -> Callable[[Codes], bool]:
    """Whether a period has begun; and of what is asked some months later, whether that is over for all."""
    if one.time is None:
        return lambda _codes: True
    at, asked = one.at(one.time), one.measure is Measure.AFTER
    periods = cache(partial(complete, end=end))
    after = one.at(Dimension.AFTER) if asked else at
    return lambda codes: periods(codes[at], int(codes[after]) if asked else None)


def complete(code: str, after: int | None, *, end: int) -> bool:
    """The same for one period, and so many months after."""
    return begun(code, end) if after is None else month_range(code)[1] + after <= end


def begun(code: str, end: int) -> bool:
    """Whether a period has a month that is in the data."""
    return code == EARLIER or month_range(code)[0] <= end


def _selection(one: Node, counter: Counter) -> Callable[[Codes], int]:
    """The value of everybody in the selection: a fiscal year where there is one, else all."""
    if one.time is None or one.layer is Layer.SENSITIVE:
        everybody = counter.values(Node(Measure.REACHED))[()]
        return lambda _codes: everybody
    at, by_year = one.at(one.time), counter.values(Node(Measure.REACHED, (Dimension.YEAR,)))
    year = cache(_year)
    return lambda codes: by_year[(year(codes[at]),)]


def _year(code: str) -> str:
    period = period_of_code(code)
    return EARLIER if period is None else f"{period.fiscal_year}-Y1"


def frozen(one: Node, codes: tuple[str, ...], end: int) -> bool:
    """Whether a cell belongs to a fiscal year that had been over for three months when data ended; what
    is asked a year later may still move for that year."""
    if one.time is None:
        return False
    later = LONGEST if one.measure is Measure.AFTER else 0
    period = period_of_code(codes[one.at(one.time)])
    return period is None or last_month_of_year(period.fiscal_year) + FREEZES_AFTER + later <= end
