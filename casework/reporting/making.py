"""One release from what is known: the same for an office with its keys and for a test with none."""

from __future__ import annotations

from datetime import date

from casework.reporting.counting import Counter
from casework.reporting.due import Due
from casework.reporting.lattice import NODES, Layer, Node
from casework.reporting.layout import Layout
from casework.reporting.previous import Previous
from casework.reporting.protecting import Cells, protect
from casework.reporting.settling import begin, settle
from casework.reporting.stepping import released, step
from casework.reporting.stock import Stock

Made = dict[Node, Cells]


def make(stock: Stock, before: Previous, ahead: Due, *, key: bytes, founded: date) -> tuple[Layout, Made]:
    """Let changes in the stock through the gate and protect every cell of the lattice.

    `key` draws the noise; `founded` is the day on which tables begin.
    """
    layout = begin(before, ahead, stock, founded)
    step(stock, ahead, small=layout.small)
    layout = settle(layout, stock, key)
    made: Made = {}
    for layer in Layer:
        counter = Counter(stock, released(stock, layer), layout, key)
        values = {one: counter.values(one) for one in NODES if one.layer is layer}
        moves = layer is Layer.PLAIN or ahead.moves_sensitive
        for one in values:
            made[one] = before.settle(one, protect(one, values, layout), moves=moves)
    return layout, made
