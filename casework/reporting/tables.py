"""Published cells as the rows of a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from casework.reporting.categories import TIME, Dimension, month_range, period_of_code
from casework.reporting.labels import label, short
from casework.reporting.lattice import Node
from casework.reporting.marks import Shown, percent
from casework.reporting.queries import Published


@dataclass(frozen=True)
class Row:
    """A row: its words, its numbers, and whether its period still goes on."""

    code: str
    label: str
    cells: tuple[Shown, ...]
    so_far: bool = False
    percents: tuple[int | None, ...] = ()

    @property
    def first(self) -> Shown:
        """Its first number."""
        return self.cells[0]


@dataclass(frozen=True)
class Table:
    """A table of a page, with the day its data ends."""

    node: Node
    rows: Sequence[Row]
    heads: Sequence[str]
    until: date

    @property
    def most(self) -> int:
        """The longest bar."""
        return max([row.first.n or 0 for row in self.rows] + [1])

    @property
    def told(self) -> list[Row]:
        """Rows with a number, the largest first."""
        return sorted((r for r in self.rows if r.first.n is not None), key=lambda r: -(r.first.n or 0))

    @property
    def hidden(self) -> list[Row]:
        """Rows whose first number is small or none; they are listed all the same."""
        return [row for row in self.rows if row.first.n is None]


def by_rows(found: Published, node: Node, lang: str, *, only: Sequence[str] = (), year: str = "") -> Table:
    """A table with one number a row: the first dimension, within a year if one is chosen."""
    codes = only or found.categories(node, 0)
    rows = [
        Row(
            code,
            label(node.dimensions[0], code, lang),
            (found.get(node, code, year) if year else found.get(node, code),),
            _goes_on(node.dimensions[0], code, found.end(node)),
        )
        for code in codes
    ]
    return Table(node, rows, (), found.last_day(node))


def way(found: Published, node: Node, lang: str, province: str = "") -> Table:
    """The way to an income, each step with its share of all women who were reached."""
    before = (province,) if province else ()
    steps = found.categories(node, len(before))
    whole = found.get(node, *before, steps[0])
    rows = [
        Row(step, label(Dimension.STEP, step, lang), (shown,), percents=(percent(shown, whole),))
        for step in steps
        for shown in (found.get(node, *before, step),)
    ]
    return Table(node, rows, (), found.last_day(node))


def crossed(found: Published, node: Node, lang: str, *, only: Sequence[str] = ()) -> Table:
    """A table of two dimensions: rows by the first, columns by the second."""
    rows_by, columns_by = node.dimensions
    columns = found.categories(node, 1)
    rows = [
        Row(
            code,
            label(rows_by, code, lang),
            tuple(found.get(node, code, column) for column in columns),
            _goes_on(rows_by, code, found.end(node)),
        )
        for code in only or found.categories(node, 0)
    ]
    return Table(node, rows, [short(columns_by, c, lang) for c in columns], found.last_day(node))


def of_year(codes: Sequence[str], year: int | None) -> list[str]:
    """The time categories that lie in a fiscal year; all without one."""
    if year is None:
        return list(codes)
    periods = ((code, period_of_code(code)) for code in codes)
    return [code for code, period in periods if period and period.fiscal_year == year]


def _goes_on(dimension: Dimension, code: str, end: int) -> bool:
    if dimension not in TIME or period_of_code(code) is None:
        return False
    first, last = month_range(code)
    return first <= end < last
