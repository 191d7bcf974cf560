"""Periods as columns: an inline picture of a table, drawn from its published numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from casework.core.calendar import Period, PeriodKind, fiscal_year_label
from casework.core.calendar_names import MONTHS
from casework.core.digits import to_devanagari
from casework.reporting.categories import TIME, period_of_code
from casework.reporting.marks import Mark, Shown
from casework.reporting.pages.tables import Row, Table

WIDTH, TOP, FLOOR, LEFT = 320, 8, 128, 30
_GAP = 0.6
"""Between two years, in columns."""
_LABEL = 46
"""So wide is a fiscal year in words."""


@dataclass(frozen=True)
class Column:
    """One period: where its column stands and how high it is."""

    x: float
    width: float
    height: float
    few: bool
    so_far: bool

    @property
    def y(self) -> float:
        """Where it begins."""
        return round(FLOOR - self.height, 1)


@dataclass(frozen=True)
class Columns:
    """The picture."""

    columns: Sequence[Column]
    lines: Sequence[tuple[float, int]]
    """Height and number of each line across."""
    labels: Sequence[tuple[float, str]]


def columns(table: Table, lang: str) -> Columns | None:
    """The columns of a table by period; none where no period has a number."""
    if len(table.asked.shown) != 1 or table.asked.shown[0] not in TIME:
        return None
    rows = [
        (period, row) for row in table.begun if (period := period_of_code(row.code)) and _begun(row.first)
    ]
    if not any(row.first.n for _period, row in rows):
        return None
    step = _step(table.most)
    high = step * -(-table.most // step)
    scale = (FLOOR - TOP) / high
    places = _places([period for period, _row in rows])
    width = places[1] if places else 0
    drawn = [
        Column(
            x, round(width * 0.72, 1), round(_height(row.first, scale), 1), row.first.n is None, row.so_far
        )
        for x, (_period, row) in zip(places[0], rows, strict=True)
    ]
    lines = [(round(FLOOR - value * scale, 1), value) for value in range(0, high + 1, step)]
    return Columns(drawn, lines, _labels(rows, drawn, width, lang))


def _begun(shown: Shown) -> bool:
    return shown.mark is not Mark.NONE_HERE


def _height(shown: Shown, scale: float) -> float:
    """Small numbers are all the same height; a dash has none."""
    return 6 if shown.mark is Mark.FEW else max((shown.n or 0) * scale, 1) if shown.n else 0


def _step(most: int) -> int:
    """1, 2 or 5 times a power of ten, so that at most five lines stand above the floor."""
    size = 1
    while True:
        for step in (size, 2 * size, 5 * size):
            if most <= 5 * step:
                return step
        size *= 10


def _places(periods: Sequence[Period]) -> tuple[list[float], float]:
    """Where each column begins, and the room that each has."""
    gaps = [0.0]
    for before, after in pairwise(periods):
        gaps.append(gaps[-1] + (_GAP if before.fiscal_year != after.fiscal_year else 0))
    if all(period.kind is PeriodKind.YEAR for period in periods):
        gaps = [0.0] * len(periods)
    room = min((WIDTH - LEFT) / (len(periods) + gaps[-1]), 60)
    return [round(LEFT + (at + gap + 0.14) * room, 1) for at, gap in enumerate(gaps)], room


def _labels(
    rows: Sequence[tuple[Period, Row]], drawn: Sequence[Column], room: float, lang: str
) -> list[tuple[float, str]]:
    periods = [period for period, _row in rows]
    middles = [round(one.x + one.width / 2, 1) for one in drawn]
    if periods[0].kind is PeriodKind.MONTH:
        names = MONTHS["bs"][lang]
        return [
            (x, names[p.months[0][1] - 1]) for x, p in zip(middles, periods, strict=True) if p.index % 3 == 1
        ]
    found, last = [], -float(_LABEL)
    for year, group in groupby(zip(periods, middles, strict=True), key=lambda one: one[0].fiscal_year):
        held = [x for _period, x in group]
        middle = round((held[0] + held[-1]) / 2, 1)
        middle = min(middle, WIDTH - _LABEL / 2)
        if middle - last >= _LABEL:
            words = fiscal_year_label(year)
            found.append((middle, to_devanagari(words) if lang == "ne" else words))
            last = middle
    return found
