"""Each woman's way, as far as tables see it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from casework.reporting.categories import PLAIN, STEPS, TRAITS, Dimension
from casework.reporting.lattice import Layer
from casework.reporting.months import NEVER
from casework.reporting.rows import COMPLETED, REACHED, Rows
from casework.reporting.stock import Column, Stock


@dataclass(frozen=True)
class Several:
    """What a woman may have several of: whose each is, and its columns."""

    person: Column
    columns: Mapping[str, Column]

    def prints(self, size: int) -> Column:
        """A number for each woman that changes when anything of hers changes, in whatever order it lies."""
        each = _printed(self.columns.values(), len(self.person))
        total = np.zeros(size, dtype=np.uint64)
        np.add.at(total, self.person, each)
        return total


@dataclass(frozen=True)
class Ways:
    """One entry a woman: her district (0 unknown), what was said of her once, the month of each step (NEVER
    if not taken), what she does now (0 unknown); and her courses, and what came of them."""

    district: Column
    traits: Mapping[Dimension, Column]
    steps: Column
    consented: Column
    closed: Column
    now: Column
    income: Column
    business: Column
    courses: Several
    after: Several

    @property
    def present(self) -> Column:
        """Who is counted at all."""
        return np.asarray(self.steps[:, REACHED] < NEVER)

    def prints(self, layer: Layer) -> Column:
        """A 64-bit number for each woman that changes when anything changes which the layer's tables
        see of her."""
        size = len(self.district)
        columns = [self.district, self.steps[:, REACHED], *(self.traits[d] for d in TRAITS if d in PLAIN)]
        if layer is Layer.SENSITIVE:
            columns += [self.traits[d] for d in TRAITS if d not in PLAIN]
            columns += [self.steps[:, step] for step in range(1, len(STEPS))]
            columns += [self.consented, self.closed, self.now, self.income, self.business]
            columns += [self.courses.prints(size), self.after.prints(size)]
        return np.where(self.present, _printed(columns, size), np.uint64(0))


def _printed(columns: Iterable[Column], size: int) -> Column:
    total = np.zeros(size, dtype=np.uint64)
    for column in columns:
        total = _mix(total ^ column.astype(np.uint64))
    return total


def _mix(x: Column) -> Column:
    """Spread the bits of 64-bit words. Source: the finaliser of SplitMix64."""
    x = x + np.uint64(0x9E3779B97F4A7C15)
    x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return np.asarray(x ^ (x >> np.uint64(31)))


def ways(stock: Stock, chosen: Column, end: int) -> Ways:
    """The ways that some rows tell, as far as they lie in months up to `end`."""
    rows = Rows(stock, chosen & (stock.rows["month"] > 0) & (stock.rows["month"] <= end))
    steps = rows.steps()
    opening, answer = rows.opening(), rows.answer()
    person, columns = rows.courses()
    asked, followed = rows.followed(steps[:, COMPLETED])
    return Ways(
        district=rows.told(opening, "district"),
        traits={d: rows.trait(opening, d) for d in TRAITS},
        steps=steps,
        consented=rows.consented(),
        closed=rows.closed(),
        now=rows.told(answer, "outcome"),
        income=rows.told(answer, "income_band"),
        business=rows.business(),
        courses=Several(person, columns),
        after=Several(asked, followed),
    )
