"""Counting the lattice: the value of every cell, from the people in it."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product

import numpy as np

from casework.reporting.categories import Dimension, categories, district_province
from casework.reporting.cell import value
from casework.reporting.lattice import Measure, Node
from casework.reporting.layout import Layout
from casework.reporting.stock import Column, Stock
from casework.reporting.units import Units, units
from casework.reporting.ways import Ways

Values = dict[tuple[str, ...], int]
_UNIQUE = {Measure.ANY}
"""Measures of which a woman may have several units in one cell; she counts once."""


class Counter:
    """Counts nodes over one layer's ways, under the key of the noise."""

    def __init__(self, stock: Stock, ways: Ways, layout: Layout, key: bytes) -> None:
        self.stock, self.ways, self.layout, self.key = stock, ways, layout, key
        self._units: dict[Measure, Units] = {}

    def values(self, node: Node) -> Values:
        """The value of each cell of the whole grid, by the codes of its categories."""
        grid = [categories(d, self.layout) for d in node.dimensions]
        shape = tuple(len(one) for one in grid)
        person, cell = self._placed(node, shape)
        size = int(np.prod(shape, dtype=np.int64))
        counts = np.bincount(cell, minlength=size)
        high = _sums(cell, self.stock.people["key_high"][person], size)
        low = _sums(cell, self.stock.people["key_low"][person], size)
        return {
            codes: value(self.key, (high[at] << 32) + low[at], int(counts[at]), self._epochs(node, codes))
            for at, codes in enumerate(product(*grid))
        }

    def _placed(self, node: Node, shape: tuple[int, ...]) -> tuple[Column, Column]:
        """Who is in which cell."""
        if node.measure not in self._units:
            self._units[node.measure] = units(node.measure, self.stock, self.ways)
        found = self._units[node.measure]
        cell = np.zeros(len(found.person), dtype=np.int64)
        inside = np.ones(len(found.person), dtype=bool)
        for dimension, length in zip(node.dimensions, shape, strict=True):
            place = found.place(dimension, self.layout, self.ways)
            inside &= (place >= 0) & (place < length)
            cell = cell * length + place
        person, cell = found.person[inside], cell[inside]
        if node.measure in _UNIQUE and len(cell):
            size = int(np.prod(shape, dtype=np.int64))
            both = np.unique(person.astype(np.int64) * size + cell)
            person, cell = both // size, both % size
        return person, cell

    def _epochs(self, node: Node, codes: tuple[str, ...]) -> int:
        """The sum of the epochs of all blocks that a cell covers."""
        if node.place is None:
            return sum(self.stock.epochs.values())
        return covered(self.stock.epochs, node.place, codes[node.dimensions.index(node.place)])


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
    return [int(total) for total in np.bincount(cell, weights=halves.astype(np.float64), minlength=size)]
