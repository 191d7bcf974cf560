"""The last period that is over beside the one before it.

Both numbers are a little changed, so their difference is said in round words: "about 15 more". Where it is
small, or one of them is not shown, there is nothing to compare.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from casework.core.i18n import _
from casework.reporting.asking import Question, ask
from casework.reporting.categories import EARLIER, Dimension, categories, month_range
from casework.reporting.labels import label, short
from casework.reporting.lattice import Measure
from casework.reporting.layout import Layout
from casework.reporting.marks import Shown
from casework.reporting.pages.choosing import Choices, Link
from casework.reporting.pages.tables import one_cell
from casework.reporting.queries import Published

ALIKE = 10
"""A difference up to this is mostly noise: each number may be off by 4, at times by 7."""
ROUND = 5
KINDS = (Dimension.QUARTER, Dimension.TRIMESTER, Dimension.YEAR)
_STEPS = ("enrolled", "completed")


class Way(StrEnum):
    """How a number stands to the one before."""

    ALIKE = "alike"
    MORE = "more"
    FEWER = "fewer"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Line:
    """What is counted, now and before."""

    words: str
    now: Shown
    before: Shown

    @property
    def way(self) -> Way:
        """Whether there are more or fewer."""
        if not _plain(self.now) or not _plain(self.before):
            return Way.UNKNOWN
        by = (self.now.n or 0) - (self.before.n or 0)
        return Way.ALIKE if abs(by) <= ALIKE else Way.MORE if by > 0 else Way.FEWER

    @property
    def about(self) -> int:
        """By how many, in round words."""
        return ROUND * round(abs((self.now.n or 0) - (self.before.n or 0)) / ROUND)


@dataclass(frozen=True)
class Compared:
    """Two periods, and what happened in them."""

    now: str
    before: str
    lines: Sequence[Line]


def last_two(kind: Dimension, layout: Layout) -> tuple[str, str] | None:
    """The codes of the last two periods that are over in every table; none where there are not two."""
    end = min(layout.quarter_end, layout.period_end)
    over = [code for code in categories(kind, layout) if code != EARLIER and month_range(code)[1] <= end]
    return (over[-1], over[-2]) if len(over) > 1 else None


def links(chosen: Choices) -> list[Link]:
    """The kinds of period."""
    words = {
        Dimension.QUARTER: _("Quarters"),
        Dimension.TRIMESTER: _("Trimesters"),
        Dimension.YEAR: _("Fiscal years"),
    }
    return chosen.links("by", [(kind, words[kind]) for kind in KINDS], "compared")


def questions(kind: Dimension) -> dict[str, Question]:
    """What is compared: each is a table by period."""
    return {
        "reached_in": ask(Measure.REACHED, shown=[kind]),
        "taken_in": ask(Measure.TAKEN, shown=[kind, Dimension.STEP]),
        "closed_in": ask(Measure.CLOSED, shown=[kind]),
    }


def compared(found: Published, kind: Dimension, lang: str) -> Compared | None:
    """The last two periods of a kind; none where there are not two."""
    two = last_two(kind, found.layout)
    if two is None:
        return None
    lines = [
        _line(found, two, _("Women reached"), Measure.REACHED, kind),
        *(_line(found, two, short(Dimension.STEP, s, lang), Measure.TAKEN, kind, s) for s in _STEPS),
        _line(found, two, _("Files closed"), Measure.CLOSED, kind),
    ]
    return Compared(label(kind, two[0], lang), label(kind, two[1], lang), lines)


def _line(
    found: Published, two: tuple[str, str], words: str, measure: Measure, kind: Dimension, step: str = ""
) -> Line:
    steps: dict[str, Sequence[str]] = {Dimension.STEP: [step]} if step else {}
    now, before = (one_cell(found, ask(measure, shown=[], chosen={kind: [code], **steps})) for code in two)
    return Line(words, now, before)


def _plain(shown: Shown) -> bool:
    return shown.n is not None and shown.mark is None
