"""What a reader chose on the dashboard, checked before anything is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Self

from casework.core.calendar import PeriodKind
from casework.core.places import provinces
from casework.reporting.categories import Dimension
from casework.reporting.lattice import Measure, Node, NotAtThisDetail, node
from casework.reporting.layout import Layout

D = Dimension
WAY = node(Measure.WAY, D.STEP)
"""The way of all women, which the page shows above everything."""


@dataclass(frozen=True)
class Choice:
    """The period kind of the tables, one fiscal year or all, one province or the whole country."""

    by: PeriodKind = PeriodKind.YEAR
    year: int | None = None
    province: str = ""

    @classmethod
    def of(cls, asked: Mapping[str, str]) -> Self:
        """From the words of an address. Raises NotAtThisDetail for anything but a listed choice."""
        if not set(asked) <= {"by", "year", "where"}:
            raise NotAtThisDetail
        by, year, province = (
            asked.get("by", PeriodKind.YEAR.value),
            asked.get("year", ""),
            asked.get("where", ""),
        )
        if by not in list(PeriodKind) or (province and province not in {str(p.code) for p in provinces()}):
            raise NotAtThisDetail
        if year and not (year.isascii() and year.isdigit() and len(year) == 4):
            raise NotAtThisDetail
        return cls(PeriodKind(by), int(year) if year else None, province)

    def within(self, layout: Layout) -> Self:
        """The choice, for a release: its year is one of the tables, and months stand in one year.
        Raises NotAtThisDetail."""
        if self.year is not None and self.year not in layout.years:
            raise NotAtThisDetail
        if self.by is PeriodKind.MONTH and self.year is None:
            return replace(self, year=layout.last_year)
        return self

    @property
    def time(self) -> Dimension:
        """The dimension of its periods."""
        return Dimension(self.by.value)

    @property
    def way(self) -> Node:
        """The table of the way to an income."""
        return node(Measure.WAY, D.PROVINCE, D.STEP) if self.province else WAY

    @property
    def places(self) -> Node:
        """The table of districts."""
        return node(Measure.REACHED, D.DISTRICT, *([D.YEAR] if self.year else []))

    @property
    def periods(self) -> Node:
        """The table of women reached in each period."""
        return node(Measure.REACHED, self.time)

    @property
    def steps(self) -> Node | None:
        """The table of steps in each period; there is none by month."""
        return None if self.by is PeriodKind.MONTH else node(Measure.TAKEN, self.time, D.STEP)

    @property
    def nodes(self) -> list[Node]:
        """All tables that the page shows."""
        always = [
            node(Measure.REACHED),
            *dict.fromkeys((WAY, self.way)),
            self.places,
            self.periods,
            node(Measure.COURSE, D.COURSE, D.RESULT),
            node(Measure.NOW, D.OUTCOME),
        ]
        return [*always, *([self.steps] if self.steps else [])]

    def address(self, **changed: str) -> dict[str, str]:
        """The words of an address with something else chosen."""
        now = {"by": self.by.value, "year": str(self.year or ""), "where": self.province}
        return {name: value for name, value in {**now, **changed}.items() if value}
