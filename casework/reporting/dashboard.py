"""The dashboard: which tables stand on the page, for what a reader chose."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from casework.core.calendar import Period, PeriodKind
from casework.core.i18n import _, _l
from casework.core.places import provinces
from casework.reporting.categories import Dimension
from casework.reporting.choosing import WAY, Choice
from casework.reporting.labels import label
from casework.reporting.lattice import Measure, node
from casework.reporting.marks import Shown
from casework.reporting.queries import Published
from casework.reporting.tables import Table, by_rows, crossed, of_year, way

Address = Callable[..., str]
Link = tuple[str, str, bool]

_BY = {
    PeriodKind.YEAR: _l("Fiscal years"),
    PeriodKind.TRIMESTER: _l("Trimesters"),
    PeriodKind.QUARTER: _l("Quarters"),
    PeriodKind.MONTH: _l("Months"),
}


@dataclass(frozen=True)
class Dashboard:
    """Everything that the page draws."""

    reached: Shown
    enrolled: Shown
    earning: Shown
    way: Table
    places: Table
    periods: Table
    steps: Table | None
    courses: Table
    now: Table


def dashboard(found: Published, choice: Choice, lang: str) -> Dashboard:
    """The tables of the page."""
    year = f"{choice.year}-Y1" if choice.year else ""
    only = of_year(found.categories(choice.periods, 0), choice.year)
    return Dashboard(
        reached=found.get(WAY, "reached"),  # until the same day as the two beside it
        enrolled=found.get(WAY, "enrolled"),
        earning=found.get(WAY, "earning"),
        way=way(found, choice.way, lang, choice.province),
        places=by_rows(found, choice.places, lang, year=year),
        periods=by_rows(found, choice.periods, lang, only=only),
        steps=crossed(found, choice.steps, lang, only=only) if choice.steps else None,
        courses=crossed(found, node(Measure.COURSE, "course", "result"), lang),
        now=by_rows(found, node(Measure.NOW, "outcome"), lang),
    )


def period_links(choice: Choice, address: Address) -> list[Link]:
    """The kinds of period."""
    return [
        (str(words), address(_anchor="periods", **choice.address(by=kind.value)), kind is choice.by)
        for kind, words in _BY.items()
    ]


def year_links(found: Published, choice: Choice, address: Address, lang: str, anchor: str) -> list[Link]:
    """The fiscal years, and all of them. Months stand in one year, so `all` leads to the quarters."""
    by = {"by": "quarter"} if choice.by is PeriodKind.MONTH else {}
    every = (_("All years"), address(_anchor=anchor, **choice.address(year="", **by)), choice.year is None)
    return [every] + [
        (
            label(Dimension.YEAR, Period(PeriodKind.YEAR, year, 1).code, lang),
            address(_anchor=anchor, **choice.address(year=str(year))),
            year == choice.year,
        )
        for year in found.layout.years
    ]


def province_links(choice: Choice, address: Address, lang: str) -> list[Link]:
    """The provinces, and the whole country."""
    every = (_("Whole country"), address(_anchor="way", **choice.address(where="")), not choice.province)
    return [every] + [
        (
            one.label(lang),
            address(_anchor="way", **choice.address(where=str(one.code))),
            str(one.code) == choice.province,
        )
        for one in provinces()
    ]
