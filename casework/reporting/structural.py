"""Cells that are empty by nature, and may be shown as such: they tell nothing of anybody.

Declared here and nowhere else, never read from data. A new line only makes a table say less.
"""

from __future__ import annotations

from casework.core.codes import codelist
from casework.reporting.categories import LISTS, Dimension
from casework.reporting.nodes import Node

ZEROS: tuple[tuple[Dimension, str, Dimension], ...] = (
    (Dimension.OUTCOME, "not_reached", Dimension.INCOME),  # whom nobody reached told no income
)
"""(dimension, its code, another dimension of whose known codes none goes with it)."""


def is_empty_by_nature(one: Node, codes: tuple[str, ...]) -> bool:
    """Whether there can be nobody in a cell."""
    return len(one.sensitive) > 1 and any(
        codes[one.at(dimension)] == code and codelist(LISTS[other]).has(codes[one.at(other)])
        for dimension, code, other in ZEROS
        if dimension in one.dimensions and other in one.dimensions
    )
