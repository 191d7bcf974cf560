"""Where a page shows a way: no later step looks larger than an earlier one.

What is published is each step's own number, the same in every table; the running minimum belongs to the
drawing, and is taken from published numbers alone.
"""

from __future__ import annotations

from collections.abc import Callable

from casework.reporting.categories import RESULTS, STEPS, Dimension
from casework.reporting.marks import Mark, Shown
from casework.reporting.nodes import Measure, Node

D = Dimension
Get = Callable[[tuple[str, ...]], Shown]
_CHAINS = {Measure.WAY: (D.STEP, STEPS), Measure.COURSE: (D.RESULT, RESULTS)}
_BEFORE = {"earning": "completed"}
"""A job does not need the skill test: both are within those who completed."""


def is_funnel(one: Node) -> bool:
    """Whether each part of a table is within the one before it: in a period they are not the same women."""
    return one.measure in _CHAINS and one.time is None


def along(one: Node, codes: tuple[str, ...], get: Get) -> Shown:
    """A cell of a funnel as it is shown: the smallest on the way to it."""
    dimension, order = _CHAINS[one.measure]
    at = one.at(dimension)
    steps, step = [codes[at]], codes[at]
    while order.index(step):
        step = _BEFORE.get(step) or order[order.index(step) - 1]
        steps.append(step)
    way = [get((*codes[:at], each, *codes[at + 1 :])) for each in reversed(steps)]
    return _smallest(way)


def _smallest(way: list[Shown]) -> Shown:
    found = way[0]
    for shown in way[1:]:
        if found.n is None or found.mark is Mark.NONE_HERE:
            return found
        if shown.n is None or shown.n < found.n:
            found = shown
    return found
