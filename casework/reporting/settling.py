"""What is decided once a fiscal year: how fine tables may be, and which districts stand by themselves."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np

from casework.core.calendar import fiscal_year
from casework.core.places import districts
from casework.reporting.counting import Counter
from casework.reporting.due import Due
from casework.reporting.lattice import Layer, Measure, node
from casework.reporting.layout import Layout
from casework.reporting.previous import Previous
from casework.reporting.stepping import released
from casework.reporting.stock import CURRENT, Stock

SMALL = 2000
IN_AT, OUT_AT = 50, 30


def begin(before: Previous, due: Due, stock: Stock, founded: date) -> Layout:
    """The layout of the next release, before its districts are settled. Tables begin with the
    fiscal year in which the first organisation was entered: a fact about organisations, not women."""
    if before.layout is not None:
        layout = before.layout.until(due.end)
    else:
        layout = Layout(fiscal_year(founded), due.end, due.quarter)
    return layout if layout.is_decided else replace(layout, small=_people(stock) < SMALL)


def _people(stock: Stock) -> int:
    current = (stock.rows["flags"] & np.uint8(CURRENT)) > 0
    return len(np.unique(stock.rows["person"][current]))


def settle(layout: Layout, stock: Stock, key: bytes) -> Layout:
    """Decide, once a fiscal year, which districts have enough people: in at 50, out below 30, by
    their protected values."""
    if layout.is_decided:
        return layout
    all_of_them = replace(layout, districts=tuple(one.code for one in districts()))
    counter = Counter(stock, released(stock, Layer.PLAIN), all_of_them, key)
    by_district = counter.values(node(Measure.REACHED, "district"))
    chosen = tuple(
        code
        for code in all_of_them.districts
        if by_district[(f"d{code}",)] >= (OUT_AT if code in layout.districts else IN_AT)
    )
    return replace(layout, districts=chosen, decided_for=layout.last_year)
