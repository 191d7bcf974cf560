"""One release from what is known: the same for an office with its keys and for a test with none."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from casework.reporting.counting import Counter
from casework.reporting.due import Due
from casework.reporting.lattice import NODES, Layer, Node, offered
from casework.reporting.layout import Layout
from casework.reporting.previous import Previous
from casework.reporting.protecting import Cells, protect
from casework.reporting.settling import begin, settle
from casework.reporting.stepping import released, step
from casework.reporting.stock import Stock

Made = dict[Node, Cells]


def make(
    stock: Stock,
    before: Previous,
    ahead: Due,
    *,
    key: bytes,
    founded: date,
    organisations: tuple[str, ...] = (),
) -> tuple[Layout, Made]:
    """Let changes in the stock through the gate and protect every cell of the lattice.

    `key` draws the noise; `founded` is the day on which tables begin; `organisations` are the ids, in hex,
    by which tables are cut.
    """
    layout = replace(begin(before, ahead, stock, founded), organisations=organisations)
    step(stock, ahead, small=layout.small)
    layout = settle(layout, stock, key)
    made: Made = {}
    for layer in Layer:
        counter = Counter(stock, released(stock, layer), layout, key)
        moves = layer is Layer.PLAIN or ahead.moves_sensitive
        for one in NODES:
            if one.layer is layer and offered(one, layout):
                made[one] = before.settle(one, protect(one, counter, layout), moves=moves)
    return layout, made
