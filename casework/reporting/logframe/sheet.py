"""The logframe of a fiscal year: each indicator with its target and what was published."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from flask_babel.speaklater import LazyString

from casework.reporting.asking import Question, answered
from casework.reporting.layout import Layout
from casework.reporting.logframe.indicators import GROUPS, INDICATORS, Group, Indicator
from casework.reporting.logframe.models import Target
from casework.reporting.marks import Mark, Shown, above, percent
from casework.reporting.nodes import Node
from casework.reporting.queries import NOTHING, Published

MOST_SHARE = 100


@dataclass(frozen=True)
class Line:
    """An indicator in a year. `shown` is what was published, out of 100 for a share; `part` and `whole` the
    published numbers behind a share."""

    indicator: Indicator
    target: Target | None
    shown: Shown
    part: Shown
    whole: Shown

    @property
    def aim(self) -> int | None:
        """What is to be reached."""
        return self.target.target if self.target else None

    @property
    def most(self) -> int:
        """The end of its bar."""
        if self.indicator.is_share:
            return MOST_SHARE
        return max(self.shown.n or 0, self.aim or 0, 1)

    @property
    def above_whole(self) -> bool:
        """Whether more women are published than those of whom they are a part: each is changed by itself."""
        return above(self.part, self.whole)

    @property
    def of_aim(self) -> int | None:
        """How much of the target has been reached, in a hundred; of a plain number alone."""
        if self.indicator.is_share or not self.aim or self.shown.mark is not None or self.shown.n is None:
            return None
        return round(100 * self.shown.n / self.aim)


@dataclass(frozen=True)
class Part:
    """The indicators under one heading, and the day their data ends."""

    heading: LazyString
    lines: list[Line]
    until: date | None


def nodes(year: int, indicators: Iterable[Indicator] = INDICATORS) -> list[Node]:
    """The tables that indicators of a year are read from."""
    return list(dict.fromkeys(asked.node for one in indicators for asked in _questions(one, year)))


def sheet(found: Published | None, targets: Mapping[str, Target], year: int) -> list[Part]:
    """Every indicator of a year, under its headings."""
    return [
        Part(
            GROUPS[group],
            [line(found, one, targets.get(one.code), year) for one in INDICATORS if one.group is group],
            _until(found, group, year),
        )
        for group in Group
    ]


def line(found: Published | None, one: Indicator, target: Target | None, year: int) -> Line:
    """One indicator. What has no year of its own stands in the year in which the data ends."""
    shown = [_shown(found, one, asked, year) for asked in _questions(one, year)]
    if not one.is_share:
        return Line(one, target, shown[0], shown[0], NOTHING)
    return Line(one, target, _share(*shown), *shown)


def _share(part: Shown, whole: Shown) -> Shown:
    told = percent(part, whole)
    if told is not None:
        return Shown(told)
    return Shown(None, Mark.NONE_HERE if whole.mark is Mark.NONE_HERE else Mark.SMALL_BASE)


def _questions(one: Indicator, year: int) -> list[Question]:
    return [count.asked(year) for count in (one.part, one.whole) if count is not None]


def _shown(found: Published | None, one: Indicator, asked: Question, year: int) -> Shown:
    if found is None or not _stands_in(one, found.layout, year):
        return NOTHING
    return answered(found, asked).cells[()]


def _stands_in(one: Indicator, layout: Layout, year: int) -> bool:
    return year in layout.years if one.by_year else year == layout.last_year


def _until(found: Published | None, group: Group, year: int) -> date | None:
    if found is None:
        return None
    return next(found.last_day(one.part.asked(year).node) for one in INDICATORS if one.group is group)
