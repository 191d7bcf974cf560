"""Over time: by month, trimester, quarter or fiscal year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from casework.core.calendar import PeriodKind
from casework.core.i18n import _, _l
from casework.reporting.asking import Question, ask
from casework.reporting.categories import EARLIER, STEPS, Dimension, categories, period_of_code
from casework.reporting.labels import label, of_measure, short
from casework.reporting.lattice import Measure, NotAtThisDetail
from casework.reporting.layout import Layout
from casework.reporting.pages.choosing import Choices, Link, Option, options

D = Dimension
_KINDS = {
    PeriodKind.YEAR: _l("Fiscal years"),
    PeriodKind.TRIMESTER: _l("Trimesters"),
    PeriodKind.QUARTER: _l("Quarters"),
    PeriodKind.MONTH: _l("Months"),
}
_TAKEN = STEPS[1:]
COUNTED = (Measure.REACHED.value, Measure.CONSENTED.value, *_TAKEN, Measure.CLOSED.value)
"""What can be followed over time: women reached, each step on the way, files closed."""


@dataclass(frozen=True)
class Periods:
    """What the reader chose, and the links to what else she may."""

    of: str
    kind: PeriodKind
    year: str
    province: str
    links: Mapping[str, list[Link]]
    layout: Layout

    def question(self) -> Question:
        """The table of the page."""
        time = D(self.kind.value)
        within = [code for code in categories(time, self.layout) if self.year in ("", _year(code))]
        chosen: dict[str, Sequence[str]] = {time: within} if self.year else {}
        return _asked(
            self.of, self.kind, {**chosen, **({D.PROVINCE: [self.province]} if self.province else {})}
        )

    def words(self, lang: str) -> str:
        """What is counted, and where if not everywhere."""
        counted = _words(self.of, lang)
        return f"{counted}: {label(D.PROVINCE, self.province, lang)}" if self.province else counted

    @property
    def steps(self) -> bool:
        """Whether it counts a step, in the period in which it was taken."""
        return self.of in _TAKEN


def periods_of(chosen: Choices, layout: Layout, lang: str) -> Periods:
    """What the reader chose. Raises NotAtThisDetail."""
    of = chosen.pick("of", COUNTED, Measure.REACHED)
    kinds = [kind for kind in _KINDS if _there_is(of, kind)]
    kind = PeriodKind(chosen.pick("by", kinds, PeriodKind.QUARTER))
    provinces = options(D.PROVINCE, layout, lang) if _there_is(of, kind, D.PROVINCE) else []
    province = chosen.pick("where", [code for code, _words in provinces])
    years = options(D.YEAR, layout, lang)
    in_one_year = kind is PeriodKind.MONTH
    year = chosen.pick("year", [c for c, _words in years], f"{layout.last_year}-Y1" if in_one_year else "")
    every: list[Option] = [] if in_one_year else [("", _("All years"))]
    everywhere: list[Option] = [("", _("Whole country")), *provinces] if provinces else []
    links = {
        "of": chosen.links("of", [(one, _words(one, lang)) for one in COUNTED], "cut", drop=("by", "where")),
        "by": chosen.links("by", [(k, str(_KINDS[k])) for k in kinds], "cut", drop=("where", "year")),
        "year": chosen.links("year", [*every, *years], "cut"),
        "where": chosen.links("where", everywhere, "cut"),
    }
    return Periods(of, kind, year, province, links, layout)


def _asked(of: str, kind: PeriodKind, chosen: Mapping[str, Sequence[str]]) -> Question:
    if of in _TAKEN:
        return ask(Measure.TAKEN, shown=[kind], chosen={**chosen, D.STEP: [of]})
    return ask(of, shown=[kind], chosen=chosen)


def _there_is(of: str, kind: PeriodKind, *beside: Dimension) -> bool:
    try:
        ask(Measure.TAKEN if of in _TAKEN else of, shown=[kind, *beside, *([D.STEP] if of in _TAKEN else [])])
    except NotAtThisDetail:
        return False
    return True


def _words(of: str, lang: str) -> str:
    return short(D.STEP, of, lang) if of in _TAKEN else of_measure(Measure(of))


def _year(code: str) -> str:
    period = period_of_code(code)
    return f"{period.fiscal_year}-Y1" if period else EARLIER
