"""Selections that are nearly alike: what one of them suffered or became is said once, and not for both.

The same people give the same number in every table. So if all women of a province but one were of one sex,
the number of that sex would equal the number of the province in every line but hers, and name it. It is the
same where an organisation works in one province and one woman there came by another, where all but a few of
a province came in one year, and where few months lie between two periods. Of two selections that differ by
fewer than 20 women only the wider has lines, or that which people ask for more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import numpy as np

from casework.reporting.categories import TIME, Dimension, month_range
from casework.reporting.lattice import NODES, offered
from casework.reporting.layout import Layout
from casework.reporting.marks import BASE
from casework.reporting.nodes import Layer, Measure, Node

if TYPE_CHECKING:
    from casework.reporting.counting import Counter
    from casework.reporting.stock import Column

D, M = Dimension, Measure
Codes = tuple[str, ...]
Few = Callable[[Codes], bool]
_EVERYBODY = {M.WAY: M.REACHED, M.TAKEN: M.ANY, M.COURSE: M.TRAINED}
"""Of whom a measure tells something, where it is not of all whom it counts."""
_ASKED_FOR = (
    *(D.AFTER, D.DISTRICT, D.PROVINCE, D.SEX, D.AGE),
    *(D.YEAR, D.QUARTER, D.TRIMESTER, D.MONTH, D.ORGANISATION),
)
"""Of two selections by as many dimensions the one that comes first here keeps its lines. A district stands
before its province, for the numbers of a place hang on the finer of the two."""
_LEAST = 10
"""Selections of fewer have no lines anyhow."""
_NOISE = 28
"""So far may three values lead astray, one of them counted twice."""


def few_outside(one: Node, counter: Counter) -> Few:
    """Whether the selection of a cell is nearly another one that has the same lines."""
    if one.layer is Layer.PLAIN or not one.sensitive or one.sensitive == (D.AFTER,):
        return lambda _codes: False
    own = _selection(one)
    kept = [one.at(d) for d in own.dimensions]
    near = {codes for other in _before(one, counter.layout) for codes in _alike(own, other, counter)}
    if one.measure is M.TAKEN and len(own.dimensions) > 1:
        near |= set(_in_one_period(own, counter))
    return lambda codes: tuple(codes[at] for at in kept) in near


def _selection(one: Node) -> Node:
    """Whom a table tells something of: its dimensions without what it tells."""
    dropped = [d for d in one.sensitive if d is not D.AFTER]
    return one.without(*dropped, measure=_EVERYBODY.get(one.measure, one.measure))


def _before(one: Node, layout: Layout) -> list[Node]:
    """The selections with the same lines that keep theirs before this one."""
    lines, own = {*one.sensitive}, _selection(one)
    alike = [o for o in NODES if o.measure is one.measure and {*o.sensitive} == lines and offered(o, layout)]
    return [other for other in map(_selection, alike) if _rank(other) < _rank(own)]


def _rank(own: Node) -> tuple[int, list[int]]:
    return len(own.dimensions), [_ASKED_FOR.index(d) for d in own.dimensions]


def _alike(own: Node, other: Node, counter: Counter) -> Iterator[Codes]:
    """The selections of one kind that differ from one of another kind by fewer than 20, by their values."""
    dimensions = tuple(sorted({*own.dimensions, *other.dimensions}, key=_ASKED_FOR.index))
    joint = Node(own.measure, dimensions)
    axes = [counter.grid(d) for d in dimensions]
    a, b = _spread(counter, own, dimensions), _spread(counter, other, dimensions)
    near = (a + b - 2 * counter.counts(joint) < BASE + _NOISE) & (a >= _LEAST) & (b >= _LEAST)
    for place in np.argwhere(near):
        known = {d: axis[at] for d, axis, at in zip(dimensions, axes, place, strict=True)}
        here, there, both = (_value(counter, node, known) for node in (own, other, joint))
        if here + there - 2 * both < BASE and not _same_months(own, other, known, counter.layout):
            yield tuple(known[d] for d in own.dimensions)


def _spread(counter: Counter, node: Node, dimensions: tuple[Dimension, ...]) -> Column:
    """Its counts, so that they can stand beside those of more dimensions."""
    order = sorted(node.dimensions, key=dimensions.index)
    counts = np.transpose(counter.counts(node), [node.at(d) for d in order])
    return counts.reshape([counts.shape[order.index(d)] if d in order else 1 for d in dimensions])


def _value(counter: Counter, node: Node, known: dict[Dimension, str]) -> int:
    return counter.values(node)[tuple(known[d] for d in node.dimensions)]


def _same_months(own: Node, other: Node, known: dict[Dimension, str], layout: Layout) -> bool:
    """Whether a year has had no month but those of a period so far: that they are one tells of nobody."""
    if own.time is None or other.time is not D.YEAR or ({*own.dimensions} ^ {*other.dimensions}) - TIME:
        return False
    return _months(known[own.time], layout) == _months(known[other.time], layout)


def _months(code: str, layout: Layout) -> tuple[int, int]:
    first, last = month_range(code)
    return first, min(last, layout.quarter_end)


def _in_one_period(own: Node, counter: Counter) -> Iterator[Codes]:
    """Where in no other period 20 women took a step: the steps ever taken stand elsewhere."""
    at = own.dimensions.index(next(d for d in own.dimensions if d in TIME))
    periods: dict[Codes, list[tuple[int, Codes]]] = {}
    for codes, value in counter.values(own).items():
        periods.setdefault((*codes[:at], *codes[at + 1 :]), []).append((value, codes))
    for some in periods.values():
        *others, (most, longest) = sorted(some)
        yield from (codes for _value, codes in others if most < BASE)
        if max(value for value, _codes in others) < BASE:
            yield longest
