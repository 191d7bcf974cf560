"""What women earn in a month, by band, with the middle."""

from __future__ import annotations

from casework.reporting.asking import Question, ask, next_to
from casework.reporting.categories import Dimension
from casework.reporting.lattice import Measure
from casework.reporting.layout import Layout
from casework.reporting.pages.medians import BANDS, Median, median
from casework.reporting.pages.slices import Slice
from casework.reporting.pages.tables import Row, Table

D = Dimension
_CUTS = (D.PROVINCE, D.DISTRICT, D.SEX, D.AGE, D.ORGANISATION)


def cuts(layout: Layout) -> list[Dimension]:
    """By what incomes can be looked at."""
    offered = next_to(layout, Measure.NOW, [D.INCOME])
    return [one for one in _CUTS if one in offered]


def questions(cut: Slice) -> dict[str, Question]:
    """The tables of the page."""
    if cut.side_by_side:
        return {"beside": cut.beside(Measure.NOW, D.INCOME)}
    bands = {"bands": cut.asked(Measure.NOW, D.INCOME)}
    if cut.by:
        return bands
    return {
        **bands,
        "work": ask(Measure.NOW, shown=[D.OUTCOME, D.INCOME]),
        "after": ask(Measure.AFTER, shown=[D.AFTER, D.INCOME]),
    }


def middle(table: Table) -> Median | None:
    """The median of a table whose rows are bands."""
    return median([(row.code, row.first) for row in table.rows])


def middle_of(row: Row) -> Median | None:
    """The median of a row whose columns are bands."""
    return median(list(zip(BANDS, row.cells, strict=True)))
