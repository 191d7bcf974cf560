"""What came of it: after a course, when last asked, of a business."""

from __future__ import annotations

from casework.reporting.asking import Question, ask
from casework.reporting.categories import MONTHS_AFTER, Dimension
from casework.reporting.lattice import Measure
from casework.reporting.pages.slices import Slice

D = Dimension
CUTS = (D.PROVINCE, D.SEX)
"""By what all three can be looked at."""


def questions(cut: Slice) -> dict[str, Question]:
    """The tables of the page."""
    courses = {} if cut.by else {"courses": ask(Measure.COURSE, shown=[D.COURSE, D.RESULT])}
    return {
        "asked_again": cut.asked(Measure.AFTER, D.AFTER),
        **{f"after_{m}": _after(cut, m) for m in MONTHS_AFTER},
        **courses,
        "now": cut.asked(Measure.NOW, D.OUTCOME),
        "standing": cut.asked(Measure.BUSINESS, D.STANDING),
    }


def _after(cut: Slice, months: str) -> Question:
    chosen = {D.AFTER: [months], **({cut.by: [cut.one]} if cut.one else {})}
    return ask(Measure.AFTER, shown=[D.OUTCOME], chosen=chosen)
