"""Counting the lattice: the value of every cell, from the people in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from itertools import product

import numpy as np

from casework.reporting.categories import Dimension, categories, district_province
from casework.reporting.cell import value
from casework.reporting.layout import Layout
from casework.reporting.nodes import Node
from casework.reporting.stock import Column, Stock
from casework.reporting.units import SEVERAL, Placing
from casework.reporting.ways import Ways

Values = dict[tuple[str, ...], int]
Epochs = Callable[[tuple[str, ...]], int]


class Counter:
    """Counts nodes over one layer's ways, under the key of the noise; each once, published or not."""

    def __init__(self, stock: Stock, ways: Ways, layout: Layout, key: bytes) -> None:
        self.stock, self.layout, self.key = stock, layout, key
        self._placing = Placing(stock, ways, layout)
        self._values: dict[Node, Values] = {}
        self._counts: dict[Node, Column] = {}
        self._grid: dict[Dimension, tuple[str, ...]] = {}

    def values(self, node: Node) -> Values:
        """The value of each cell of the whole grid, by the codes of its categories."""
        if node not in self._values:
            self._values[node] = self._counted(node)
        return self._values[node]

    def counts(self, node: Node) -> Column:
        """How many units are in each cell, an axis for each dimension; of what a woman may have several, each
        counts. For deciding what to look at closely, and never for what is shown."""
        if node not in self._counts:
            shape = tuple(len(self.grid(d)) for d in node.dimensions)
            _person, cell = self._placed(node, shape)
            counted = np.bincount(cell, minlength=int(np.prod(shape, dtype=np.int64)))
            self._counts[node] = counted.reshape(shape)
        return self._counts[node]

    def grid(self, dimension: Dimension) -> tuple[str, ...]:
        """The categories of a dimension."""
        if dimension not in self._grid:
            self._grid[dimension] = categories(dimension, self.layout)
        return self._grid[dimension]

    def _counted(self, node: Node) -> Values:
        grid = [self.grid(d) for d in node.dimensions]
        shape = tuple(len(one) for one in grid)
        person, cell = self._once(node, shape)
        size = int(np.prod(shape, dtype=np.int64))
        counts = np.bincount(cell, minlength=size).tolist()
        high = _sums(cell, self._keys[0][person], size)
        low = _sums(cell, self._keys[1][person], size)
        epochs = self._epochs(node)
        return {
            codes: value(self.key, (high[at] << 32) + low[at], counts[at], epochs(codes)) if counts[at] else 0
            for at, codes in enumerate(product(*grid))
        }

    @cached_property
    def _keys(self) -> tuple[Column, Column]:
        people = self.stock.people
        return people["key_high"].astype(np.float64), people["key_low"].astype(np.float64)

    def _placed(self, node: Node, shape: tuple[int, ...]) -> tuple[Column, Column]:
        """Whose unit is in which cell."""
        person = self._placing.units(node.measure).person
        cell = np.zeros(len(person), dtype=np.int64)
        inside = np.ones(len(person), dtype=bool)
        for dimension, length in zip(node.dimensions, shape, strict=True):
            place = self._placing.place(node.measure, dimension)
            inside &= (place >= 0) & (place < length)
            cell = cell * length + place
        if not inside.all():
            person, cell = person[inside], cell[inside]
        return person, cell

    def _once(self, node: Node, shape: tuple[int, ...]) -> tuple[Column, Column]:
        """Who is in which cell, each once."""
        person, cell = self._placed(node, shape)
        if node.measure in SEVERAL and len(cell):
            size = int(np.prod(shape, dtype=np.int64))
            both = np.unique(person.astype(np.int64) * size + cell)
            person, cell = both // size, both % size
        return person, cell

    def _epochs(self, node: Node) -> Epochs:
        """The sum of the epochs of all blocks that each cell covers."""
        epochs = self.stock.epochs
        if node.place is None:
            every = sum(epochs.values())
            return lambda _codes: every
        at = node.at(node.place)
        known = {code: covered(epochs, node.place, code) for code in self.grid(node.place)}
        return lambda codes: known[codes[at]]


def covered(epochs: Mapping[int, int], place: Dimension, code: str) -> int:
    """The sum of the epochs of the blocks, districts and provinces, within or around a place."""
    if place is Dimension.DISTRICT and code.startswith("d"):
        district = int(code[1:])
        return epochs.get(district, 0) + epochs.get(district_province(district), 0)
    province = int(code.lstrip("o"))
    return sum(epoch for block, epoch in epochs.items() if _province_of(block) == province)


def _province_of(block: int) -> int:
    # A block is a district or, in a small installation, a province; 0 is not known.
    return block if block < 10 else district_province(block)


def _sums(cell: Column, halves: Column, size: int) -> list[int]:
    # Weighted bincount adds in floating point: exact, as 2**21 halves of 32 bits stay below 2**53.
    return [int(total) for total in np.bincount(cell, weights=halves, minlength=size)]
