"""The overview: five questions of a manager, each with two or three figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from casework.core.i18n import _
from casework.reporting.asking import Question, ask
from casework.reporting.categories import NOT_TOLD, Dimension
from casework.reporting.lattice import Measure
from casework.reporting.marks import Shown, above, percent
from casework.reporting.pages import compared, income
from casework.reporting.pages.medians import Median
from casework.reporting.pages.tables import Table, one_cell, table
from casework.reporting.queries import Published

D = Dimension
AT_WORK = ("own_business", "job")
STANDING = ("starting", "running", "growing")
MILESTONES = ("reached", "enrolled", "completed", "earning")
_TRAITS = ((D.SEX, 1), (D.AGE, 2), (D.DESTINATION, 3))
"""What is said of who they are, and how many of its largest groups."""
_ALWAYS = {
    "reached": ask(Measure.REACHED, shown=[]),
    "enrolled": ask(Measure.TRAINED, shown=[]),
    "closed": ask(Measure.CLOSED, shown=[]),
    **{trait.value: ask(Measure.REACHED, shown=[trait]) for trait, _most in _TRAITS},
    "way": ask(Measure.WAY, shown=[D.STEP]),
    "asked_again": ask(Measure.AFTER, shown=[D.AFTER]),
    "after": ask(Measure.AFTER, shown=[D.AFTER, D.OUTCOME]),
    "bands": ask(Measure.NOW, shown=[D.INCOME]),
    "business": ask(Measure.BUSINESS, shown=[]),
    "standing": ask(Measure.BUSINESS, shown=[D.STANDING]),
}


@dataclass(frozen=True)
class Part:
    """Some of a whole: both published, and out of 100 where that may be said."""

    words: str
    part: Shown
    whole: Shown

    @property
    def percent(self) -> int | None:
        """Out of 100."""
        return percent(self.part, self.whole)

    @property
    def nearly_all(self) -> bool:
        """Whether the part is published larger than its whole: each is changed by itself."""
        return above(self.part, self.whole)


@dataclass(frozen=True)
class Overview:
    """The answers."""

    figures: Sequence[tuple[str, Shown, date]]
    traits: Sequence[Table]
    way: Table
    after: Sequence[Part]
    median: Median | None
    standing: Part
    compared: compared.Compared | None
    missing: bool
    """Whether the release was made before there was one of these tables."""


def questions(kind: Dimension) -> dict[str, Question]:
    """The tables of the page."""
    return {**_ALWAYS, **compared.questions(kind)}


def overview(found: Published, kind: Dimension, lang: str) -> Overview:
    """The answers from published cells."""
    asked = questions(kind)
    reached = one_cell(found, asked["reached"])
    return Overview(
        figures=[
            (words, one_cell(found, asked[name]), found.last_day(asked[name].node))
            for name, words in (
                ("reached", _("women reached")),
                ("enrolled", _("enrolled in a course")),
                ("closed", _("files closed")),
            )
        ],
        traits=[_largest(table(found, asked[trait], lang).shares(reached), most) for trait, most in _TRAITS],
        way=table(found, asked["way"], lang).shares().only(MILESTONES),
        after=[
            _after(found, row.code, row.label, row.first)
            for row in table(found, asked["asked_again"], lang).rows
        ],
        median=income.middle(table(found, asked["bands"], lang)),
        standing=Part(
            "", _sum(found, Measure.BUSINESS, D.STANDING, STANDING), one_cell(found, asked["business"])
        ),
        compared=compared.compared(found, kind, lang),
        missing=not all(found.holds(one.node) for one in asked.values()),
    )


def _largest(all_of_it: Table, most: int) -> Table:
    told = [row for row in all_of_it.told if row.code != NOT_TOLD][:most]
    return all_of_it.only([row.code for row in told])


def _after(found: Published, months: str, words: str, whole: Shown) -> Part:
    part = _sum(found, Measure.AFTER, D.OUTCOME, AT_WORK, {D.AFTER: [months]})
    return Part(words, part, whole)


def _sum(
    found: Published,
    measure: Measure,
    dimension: Dimension,
    codes: Sequence[str],
    within: Mapping[str, Sequence[str]] | None = None,
) -> Shown:
    """The sum of published cells; a mark where one of them is hidden."""
    return one_cell(found, ask(measure, shown=[], chosen={**(within or {}), dimension: list(codes)}))
