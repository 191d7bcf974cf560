"""An office without a database: facts in, releases out. The same code makes them as in the product."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from casework.reporting.due import Due
from casework.reporting.lattice import Node
from casework.reporting.layout import Layout
from casework.reporting.making import Made, make
from casework.reporting.marks import Shown
from casework.reporting.merging import merge
from casework.reporting.months import month_number, quarter_end
from casework.reporting.previous import Previous, cell_key
from casework.reporting.release.inbox import Put
from casework.reporting.stock import Stock
from tests.reporting.population import Woman, parts

FOUNDED = date(2023, 8, 1)
PARTNER = uuid.UUID(int=1)
Cells = dict[str, Shown]


@dataclass
class Office:
    """Two fixed keys, a stock and what was published last."""

    record: bytes = b"r" * 32
    cell: bytes = b"c" * 32
    stock: Stock = field(default_factory=Stock)
    before: Previous = field(default_factory=Previous)
    quarter: int = 0
    organisations: tuple[str, ...] = (PARTNER.hex,)

    def hear(self, women: Iterable[Woman], forgotten: Iterable[str] = ()) -> None:
        """Take in the facts of some women, and forget others."""
        puts = [
            Put(woman.pseudonym, PARTNER, woman.source, part, woman.number, _known(codes))
            for woman in women
            for part, codes in parts(woman)
        ]
        merge(self.stock, puts, forgotten, self.record)

    def publish(self, month: str) -> Cells:
        """A release whose data goes until the end of a month."""
        end = month_number(month)
        due = Due(end, quarter_end(end), quarter_end(end) > self.quarter)
        self.quarter = due.quarter
        layout, made = make(
            self.stock, self.before, due, key=self.cell, founded=FOUNDED, organisations=self.organisations
        )
        self.before = Previous(layout, {(one.name, cell_key(c)): s for one, c, s in _flat(made)})
        return {f"{node}|{key}": shown for (node, key), shown in self.before.cells.items()}

    @property
    def layout(self) -> Layout:
        """The frame of the latest release."""
        assert self.before.layout is not None
        return self.before.layout


def _flat(made: Made) -> list[tuple[Node, tuple[str, ...], Shown]]:
    return [(one, codes, shown) for one, cells in made.items() for codes, shown in cells.items()]


def _known(codes: dict[str, str | None]) -> dict[str, str]:
    return {name: code for name, code in codes.items() if code is not None}


def moved_cells(before: Cells, after: Cells) -> list[str]:
    """Which cells show something else; a period that has begun meanwhile does not count."""
    return [key for key, shown in before.items() if shown.mark != "dot" and after[key] != shown]
