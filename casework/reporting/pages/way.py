"""The way to an income: a funnel of everybody, or of one province, one sex, one course."""

from __future__ import annotations

from casework.reporting.asking import Question, next_to
from casework.reporting.categories import Dimension
from casework.reporting.lattice import Measure
from casework.reporting.layout import Layout
from casework.reporting.pages.slices import Slice

D = Dimension
_CUTS = (D.PROVINCE, D.DISTRICT, D.SEX, D.AGE, D.ORGANISATION)


def cuts(layout: Layout) -> list[Dimension]:
    """By what the way can be looked at."""
    offered = next_to(layout, Measure.WAY, [D.STEP])
    return [*(one for one in _CUTS if one in offered), D.COURSE]


def questions(cut: Slice) -> dict[str, Question]:
    """The tables of the page."""
    of = (Measure.COURSE, D.RESULT) if cut.by == D.COURSE else (Measure.WAY, D.STEP)
    return {"beside": cut.beside(*of)} if cut.side_by_side else {"way": cut.asked(*of)}
