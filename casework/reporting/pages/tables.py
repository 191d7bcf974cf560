"""Published cells as the rows of a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import product

from casework.reporting.asking import Question, answered
from casework.reporting.categories import TIME, Dimension, month_range, period_of_code
from casework.reporting.labels import head, label, short, title
from casework.reporting.marks import Shown, percent
from casework.reporting.queries import Published


@dataclass(frozen=True)
class Row:
    """A row: its words, its numbers, and whether its period still goes on."""

    code: str
    label: str
    cells: tuple[Shown, ...]
    so_far: bool = False
    ahead: bool = False
    """Whether its period has not begun."""
    percent: int | None = None
    """Its first number out of 100 of the whole, where that may be said."""

    @property
    def first(self) -> Shown:
        """Its first number."""
        return self.cells[0]


@dataclass(frozen=True)
class Table:
    """A table of a page, with the day its data ends."""

    asked: Question
    rows: Sequence[Row]
    heads: Sequence[str]
    until: date
    missing: bool = False
    """Whether the release was made before there was such a table: then each cell is a dot."""

    @property
    def title(self) -> str:
        """What it counts."""
        return title(self.asked.node)

    @property
    def corner(self) -> str:
        """What its rows are."""
        rows = self.asked.shown[:-1] if self.heads else self.asked.shown
        return " · ".join(head(one) for one in rows)

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

    @property
    def begun(self) -> list[Row]:
        """Rows but for periods that have not begun."""
        return [row for row in self.rows if not row.ahead]

    @property
    def some(self) -> list[Row]:
        """Of these, rows with at least one number."""
        return [row for row in self.begun if any(cell.n is not None for cell in row.cells)]

    @property
    def bare(self) -> list[Row]:
        """Of these, rows in which nothing can be shown; they are listed all the same."""
        return [row for row in self.begun if all(cell.n is None for cell in row.cells)]

    def only(self, codes: Sequence[str]) -> Table:
        """Some of its rows, in an order of its own."""
        rows = {row.code: row for row in self.rows}
        return replace(self, rows=[rows[code] for code in codes])

    def shares(self, whole: Shown | None = None) -> Table:
        """The same with each number out of 100 of a whole; without one, of the first row."""
        of, first = whole or self.rows[0].first, self.rows[0]
        rows = [
            row if whole is None and row is first else replace(row, percent=percent(row.first, of))
            for row in self.rows
        ]
        return replace(self, rows=rows)


def table(found: Published, asked: Question, lang: str) -> Table:
    """The rows of a question: the last of two or more dimensions stands in columns."""
    answer = answered(found, asked)
    columns = asked.shown[-1:] if len(asked.shown) > 1 else ()
    rows_by = asked.shown[: len(asked.shown) - len(columns)]
    end = found.end(asked.node)
    across = [answer.codes(one) for one in columns]
    rows = [
        Row(
            "|".join(codes),
            " · ".join(label(by, code, lang) for by, code in zip(rows_by, codes, strict=True)),
            tuple(answer.cells[(*codes, *rest)] for rest in product(*across)),
            so_far=any(_goes_on(*one, end) for one in zip(rows_by, codes, strict=True)),
            ahead=any(_is_ahead(*one, end) for one in zip(rows_by, codes, strict=True)),
        )
        for codes in product(*(answer.codes(one) for one in rows_by))
    ]
    return Table(
        asked,
        rows,
        [short(columns[0], code, lang) for code in across[0]] if columns else (),
        found.last_day(asked.node),
        missing=not found.holds(asked.node),
    )


def one_cell(found: Published, asked: Question) -> Shown:
    """The number of a question that shows no dimension."""
    return next(iter(answered(found, asked).cells.values()))


def _goes_on(dimension: Dimension, code: str, end: int) -> bool:
    if dimension not in TIME or period_of_code(code) is None:
        return False
    first, last = month_range(code)
    return first <= end < last


def _is_ahead(dimension: Dimension, code: str, end: int) -> bool:
    return dimension in TIME and month_range(code)[0] > end
