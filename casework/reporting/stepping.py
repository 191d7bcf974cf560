"""One step of the released state: who is released as she is now, layer by layer."""

from __future__ import annotations

import numpy as np

from casework.reporting.due import Due
from casework.reporting.gate import blocks, gate
from casework.reporting.lattice import Layer
from casework.reporting.stock import CURRENT, IN_PLAIN, IN_SENSITIVE, Column, Stock
from casework.reporting.ways import Ways, ways

IN = {Layer.PLAIN: IN_PLAIN, Layer.SENSITIVE: IN_SENSITIVE}
ALWAYS = 2**30
"""An end that leaves no month out: what is released was let through by its own release."""


def released(stock: Stock, layer: Layer) -> Ways:
    """The ways as a layer's tables show them."""
    return ways(stock, _has(stock, IN[layer]), ALWAYS)


def step(stock: Stock, due: Due, *, small: bool) -> None:
    """Let what is due through the gate. Withdrawn consent goes with the quarterly tables at the latest.

    Where it leaves a block that has not enough, the block begins a new epoch, so that every number above it
    is drawn again; and so does a block that moves in the quarterly tables. There ten women may have changed
    while one of them is new: among lines that stay as they were the one that does not would be hers."""
    ends = {Layer.PLAIN: due.end}
    if due.moves_sensitive:
        ends[Layer.SENSITIVE] = due.quarter
    redrawn: set[int] = set()
    for layer, end in ends.items():
        redrawn |= _step(stock, layer, end, small=small, leave=due.moves_sensitive)
    for block in redrawn:
        stock.epochs[block] = stock.epochs.get(block, 0) + 1
    stock.keep(stock.rows["flags"] > 0)


def _step(stock: Stock, layer: Layer, end: int, *, small: bool, leave: bool) -> frozenset[int]:
    now = _has(stock, CURRENT) & (stock.rows["month"] > 0) & (stock.rows["month"] <= end)
    before, after = released(stock, layer), ways(stock, now, end)
    changed = before.prints(layer) != after.prints(layer)
    leaving = (stock.people["gone"] == 1) & before.present & leave
    was = blocks(before.district, before.present, small=small)
    passed = gate(changed, was, blocks(after.district, after.present, small=small), leaving)
    _release(stock, IN[layer], now, passed.applied | ~changed)
    if layer is Layer.PLAIN:
        return passed.redrawn
    return passed.redrawn | passed.moved & {int(block) for block in np.unique(was)}


def _release(stock: Stock, flag: int, now: Column, people: Column) -> None:
    """Make the rows of some people those of today."""
    theirs = people[stock.rows["person"]]
    flags = stock.rows["flags"]
    kept = np.where(theirs, flags & ~np.uint8(flag), flags)
    stock.rows["flags"] = np.where(theirs & now, kept | np.uint8(flag), kept).astype(np.uint8)


def _has(stock: Stock, flag: int) -> Column:
    return np.asarray((stock.rows["flags"] & np.uint8(flag)) > 0)
