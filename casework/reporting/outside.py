"""Who stands outside a selection: where they are few, what the selection suffered or became is not said.

The same people give the same number in every table. So if all women of a province but one were of one sex,
the number of that sex would equal the number of the province in every line but hers, and name it. Such a
selection has no lines of its own; the wider one has. A trimester holds a quarter and one month: where few
fall into that month, the trimester has none.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from casework.reporting.categories import TIME, Dimension, district_province
from casework.reporting.marks import BASE
from casework.reporting.nodes import Layer, Measure, Node

if TYPE_CHECKING:
    from casework.reporting.counting import Counter

D, M = Dimension, Measure
Codes = tuple[str, ...]
Few = Callable[[Codes], bool]
_EVERYBODY = {M.WAY: M.REACHED, M.TAKEN: M.ANY, M.COURSE: M.TRAINED}
"""Of whom a measure tells something, where it is not of all whom it counts."""
_QUARTER = {"T1": "Q1", "T3": "Q4"}
"""The quarter that lies wholly within a trimester; the second has none."""


def few_outside(one: Node, counter: Counter) -> Few:
    """Whether the selection of a cell leaves out fewer than 20 of a wider one."""
    if one.layer is Layer.PLAIN or not one.sensitive or one.sensitive == (D.AFTER,):
        return lambda _codes: False
    dropped = [d for d in one.sensitive if d is not D.AFTER]
    own = one.without(*dropped, measure=_EVERYBODY.get(one.measure, one.measure))
    kept = [one.at(d) for d in own.dimensions]
    rules = [_rule(own, d, counter) for d in own.dimensions if d is not D.AFTER]
    known: dict[Codes, bool] = {}

    def few(codes: Codes) -> bool:
        selection = tuple(codes[at] for at in kept)
        if selection not in known:
            known[selection] = any(rule(selection) for rule in rules)
        return known[selection]

    return few


def _rule(own: Node, dimension: Dimension, counter: Counter) -> Few:
    if dimension is D.TRIMESTER:
        return _beside_its_quarter(own, counter)
    if dimension in TIME:
        return lambda _codes: False
    values, at = counter.values(own), own.at(dimension)
    if dimension is D.DISTRICT:
        swapped = tuple(D.PROVINCE if d is D.DISTRICT else d for d in own.dimensions)
        of_all = counter.values(Node(own.measure, swapped))
        return lambda codes: of_all[_within(codes, at, _province(codes[at]))] - values[codes] < BASE
    of_all = counter.values(own.without(dimension))
    return lambda codes: of_all[(*codes[:at], *codes[at + 1 :])] - values[codes] < BASE


def _beside_its_quarter(own: Node, counter: Counter) -> Few:
    at = own.at(D.TRIMESTER)
    swapped = tuple(D.QUARTER if d is D.TRIMESTER else d for d in own.dimensions)
    values, quarters = counter.values(own), counter.values(Node(own.measure, swapped))

    def few(codes: Codes) -> bool:
        year, _dash, number = codes[at].partition("-")
        quarter = _QUARTER.get(number)
        if quarter is None:
            return False
        return values[codes] - quarters[_within(codes, at, f"{year}-{quarter}")] < BASE

    return few


def _within(codes: Codes, at: int, code: str) -> Codes:
    return (*codes[:at], code, *codes[at + 1 :])


def _province(code: str) -> str:
    return str(district_province(int(code[1:]))) if code.startswith("d") else code.lstrip("o")
