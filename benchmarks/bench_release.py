"""Making a release: the whole lattice with its protection, against plain GROUP BY of the same columns; how
the cost grows; and what protection takes away, for installations of three sizes.

The facts are made as columns, straight into the stock: sealed messages are measured by `bench_sealing`.
"""

from __future__ import annotations

import resource
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from itertools import product

import numpy as np

from benchmarks.crowd import FACTS_A_WOMAN, stocked
from benchmarks.measure import Result, against, alone
from casework.reporting.categories import categories
from casework.reporting.due import Due
from casework.reporting.lattice import NODES, Layer, Node, offered
from casework.reporting.layout import Layout
from casework.reporting.making import make
from casework.reporting.months import month_number
from casework.reporting.previous import Previous, cell_key
from casework.reporting.stepping import released
from casework.reporting.stock import Column, Stock
from casework.reporting.units import SEVERAL, Placing

SIZES = (1_000, 10_000, 100_000, 1_000_000)
WOMEN = (500, 2_000, 20_000)
END = month_number("2082-06")
DUE = Due(END, END, moves_sensitive=True)
KEY = b"c" * 32
GOAL = 3.0
_MEBIBYTE = 1024


def results() -> Iterator[Result]:
    """A release over 1,000 to 1,000,000 facts, then what it hides."""
    for size in SIZES:
        kept = stocked(size // FACTS_A_WOMAN).to_bytes()
        turns = 3 if size > 100_000 else 5
        yield alone(f"open the snapshot of {size:,} facts", partial(Stock.from_bytes, kept), turns=turns)
        work, base = partial(_release, kept), grouping(kept)
        goal = GOAL if size == SIZES[-1] else None
        yield against(f"release {size:,} facts / plain GROUP BY", work, base, goal=goal, turns=turns)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // _MEBIBYTE
    print(f"  most memory of this process so far, both sides together: {peak:,} MiB")
    for women in WOMEN:
        print(f"  {utility(women)}", flush=True)


def _release(kept: bytes) -> tuple[Stock, Layout, dict[tuple[str, str], int | None]]:
    stock = Stock.from_bytes(kept)
    layout, made = make(stock, Previous(), DUE, key=KEY, founded=date(2023, 8, 1), organisations=("o1", "o2"))
    cells = {(one.name, cell_key(c)): s.n for one, shown in made.items() for c, s in shown.items()}
    return stock, layout, cells


Grouping = tuple[Node, list[Column], tuple[int, ...], Column]


def grouping(kept: bytes) -> Callable[[], object]:
    """The same tables as plain counts: the columns lie ready, nothing is protected, nothing is compared with
    an earlier release. Both sides use NumPy: a database would be slower than either."""
    stock, layout, _cells = _release(kept)
    tables = list(_tables(stock, layout))
    return lambda: [_grouped(*table) for table in tables]


def _tables(stock: Stock, layout: Layout) -> Iterator[Grouping]:
    for layer in Layer:
        placing = Placing(stock, released(stock, layer), layout)
        for one in NODES:
            if one.layer is layer and offered(one, layout):
                shape = tuple(len(categories(d, layout)) for d in one.dimensions)
                columns = [placing.place(one.measure, d) for d in one.dimensions]
                yield one, columns, shape, placing.units(one.measure).person


def _grouped(one: Node, columns: list[Column], shape: tuple[int, ...], person: Column) -> Column:
    cell, inside = np.zeros(len(person), dtype=np.int64), np.ones(len(person), dtype=bool)
    for column, width in zip(columns, shape, strict=True):
        inside &= column >= 0
        cell = cell * width + column
    size = int(np.prod(shape, dtype=np.int64))
    if not inside.all():
        cell, person = cell[inside], person[inside]
    if one.measure in SEVERAL:  # count(DISTINCT woman)
        cell = np.unique(person * size + cell) % size
    return np.bincount(cell, minlength=size)


def utility(women: int) -> str:
    """What protection takes away: the mean error by the size of a cell, and how much is hidden."""
    stock, layout, cells = _release(stocked(women).to_bytes())
    plain: dict[tuple[str, str], int] = {}
    for one, columns, shape, person in _tables(stock, layout):
        grid = product(*(categories(d, layout) for d in one.dimensions))
        counts = _grouped(one, columns, shape, person).tolist()
        plain |= {(one.name, cell_key(codes)): n for codes, n in zip(grid, counts, strict=True)}
    filled = {key: n for key, n in plain.items() if n > 0}
    hidden = {key for key in filled if cells[key] is None}
    shown = [(n, abs((cells[key] or 0) - n)) for key, n in filled.items() if key not in hidden]
    errors = {
        words: [error for n, error in shown if low <= n < high]
        for words, low, high in (("6-19", 6, 20), ("20-99", 20, 100), ("100 and more", 100, 10**9))
    }
    told = ", ".join(f"{words}: {np.mean(found):.2f}" for words, found in errors.items() if found)
    people = 100 * sum(filled[key] for key in hidden) / sum(filled.values())
    cellwise = 100 * len(hidden) / len(filled)
    return f"{women:,} women: hidden {cellwise:.0f} % of cells, {people:.1f} % of people; error {told}"
