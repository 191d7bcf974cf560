"""Of whom the people of a cell are a part: the same people without one thing that is sensitive.

A cell says nothing of a base of fewer than 20, and of more than nine in ten of it only that they are most.
"""

from __future__ import annotations

from dataclasses import dataclass

from casework.reporting.categories import PLACE, PLAIN, RESULTS, STEPS, Dimension
from casework.reporting.nodes import Measure, Node

D, M = Dimension, Measure
_SAYS_SOMETHING = frozenset({M.TAKEN, M.COURSE, M.TRAINED, M.NOW, M.AFTER, M.BUSINESS, M.CLOSED})
"""Measures by which one learns something of a woman by her being counted at all."""

_WITHOUT = {
    (M.WAY, D.STEP): M.REACHED,
    (M.TAKEN, D.STEP): M.ANY,
    (M.COURSE, D.RESULT): M.TRAINED,
}
"""Who is counted where the last thing that a measure tells is left out; else the same."""

_FIRST = {D.STEP: STEPS[0], D.RESULT: RESULTS[0]}
"""The beginning of a way, which is everybody on it."""


@dataclass(frozen=True)
class Base:
    """A coarser table, which of a cell's codes lead to its cell, and of which cells it is no base."""

    node: Node
    kept: tuple[int, ...]
    but: tuple[int, str] | None = None

    def of(self, codes: tuple[str, ...]) -> tuple[str, ...] | None:
        """The codes of the base of a cell; none where it has none."""
        if self.but is not None and codes[self.but[0]] == self.but[1]:
            return None
        return tuple(codes[at] for at in self.kept)


def bases(one: Node) -> list[Base]:
    """The bases of a node's cells."""
    # How many months after is no more sensitive than when.
    found = [_without(one, d) for d in one.sensitive if d is not D.AFTER]
    if one.measure in _SAYS_SOMETHING:
        kept = tuple(at for at, d in enumerate(one.dimensions) if d in PLACE | PLAIN)
        everybody = Node(M.REACHED, tuple(one.dimensions[at] for at in kept))
        found.append(Base(everybody, kept, _beginning(one)))
    return found


def _without(one: Node, dimension: Dimension) -> Base:
    measure = _WITHOUT.get((one.measure, dimension), one.measure)
    kept = tuple(at for at, d in enumerate(one.dimensions) if d is not dimension)
    but = (one.at(dimension), _FIRST[dimension]) if dimension in _FIRST else None
    return Base(one.without(dimension, measure=measure), kept, but)


def _beginning(one: Node) -> tuple[int, str] | None:
    return (one.at(D.STEP), STEPS[0]) if D.STEP in one.dimensions else None
