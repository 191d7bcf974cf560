"""The indicators, each a fixed definition: one question about published cells, or two and their share.

None of them is computed from anything else, and none can be changed on a page: what an indicator says is the
same for every reader and in every year.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from flask_babel.speaklater import LazyString

from casework.core.calendar import Period, PeriodKind
from casework.core.i18n import _l
from casework.reporting.asking import Question, ask
from casework.reporting.nodes import Measure

Chosen = Mapping[str, tuple[str, ...]]
EARNING = ("own_business", "job")
RUNNING = ("running", "growing")


class Group(StrEnum):
    """Under which heading an indicator stands. Those of a group have data until the same day."""

    REACH = "reach"
    WAY = "way"
    AFTER = "after"


GROUPS: Mapping[Group, LazyString] = {
    Group.REACH: _l("Who came"),
    Group.WAY: _l("The way to a skill"),
    Group.AFTER: _l("What came of it"),
}


@dataclass(frozen=True)
class Count:
    """Women in a table of which something is chosen; `by_year`: those of one fiscal year."""

    measure: Measure
    chosen: Chosen = field(default_factory=dict)
    by_year: bool = True

    def asked(self, year: int) -> Question:
        """The question of a fiscal year."""
        code = Period(PeriodKind.YEAR, year, 1).code
        years: Chosen = {"year": (code,)} if self.by_year else {}
        return ask(self.measure, shown=(), chosen={**years, **self.chosen})


@dataclass(frozen=True)
class Indicator:
    """`code` is what is stored and never changes. With a `whole` it is a share, in women out of 100 of them;
    a `goal` of sustainable development is one to which it contributes, and whose value it never is."""

    code: str
    group: Group
    label: LazyString
    says: LazyString
    part: Count
    whole: Count | None = None
    goal: str = ""

    @property
    def is_share(self) -> bool:
        """Whether it is counted out of 100."""
        return self.whole is not None

    @property
    def by_year(self) -> bool:
        """Whether each fiscal year has its own; otherwise it is as on the day the data ends."""
        return self.part.by_year


def _taken(step: str) -> Count:
    return Count(Measure.TAKEN, {"step": (step,)})


def _way(step: str) -> Count:
    return Count(Measure.WAY, {"step": (step,)}, by_year=False)


def _after(months: str) -> tuple[Count, Count]:
    when = {"after": (months,)}
    return Count(Measure.AFTER, {**when, "outcome": EARNING}), Count(Measure.AFTER, when)


INDICATORS: tuple[Indicator, ...] = (
    Indicator(
        "reached",
        Group.REACH,
        _l("Women reached"),
        _l("Women whose first conversation was in the year."),
        Count(Measure.REACHED),
        goal="16.2.2",
    ),
    Indicator(
        "referrals_accepted",
        Group.WAY,
        _l("Referrals taken up"),
        _l(
            "Women taken up by a network in the year, out of 100 who were referred in it; not always the same"
            " women."
        ),
        _taken("accepted"),
        _taken("referred"),
    ),
    Indicator(
        "enrolled",
        Group.WAY,
        _l("Women who began a course"),
        _l("Women who were given a place in a course in the year."),
        _taken("enrolled"),
    ),
    Indicator(
        "completed",
        Group.WAY,
        _l("Women who completed a course"),
        _l("Women who completed a course in the year, whenever it began."),
        _taken("completed"),
    ),
    Indicator(
        "tested",
        Group.WAY,
        _l("Trained women with a skill test"),
        _l(
            "Women who passed a skill test or got a certificate in the year, out of 100 who completed a"
            " course in it; not always the same women."
        ),
        _taken("tested"),
        _taken("completed"),
    ),
    Indicator(
        "earning_6",
        Group.AFTER,
        _l("In work or own business 6 months later"),
        _l(
            "Women with a job or an own business 6 months after a course of the year, out of 100 whose"
            " 6 months are over; those who could not be reached count among the 100."
        ),
        *_after("6"),
    ),
    Indicator(
        "earning_12",
        Group.AFTER,
        _l("In work or own business 12 months later"),
        _l(
            "Women with a job or an own business 12 months after a course of the year, out of 100 whose"
            " 12 months are over; those who could not be reached count among the 100."
        ),
        *_after("12"),
    ),
    Indicator(
        "earning",
        Group.AFTER,
        _l("Trained women who earn"),
        _l("Women who have had a job or an own business after a course, out of 100 who completed one."),
        _way("earning"),
        _way("completed"),
    ),
    Indicator(
        "businesses",
        Group.AFTER,
        _l("Women with a business of their own"),
        _l("Women who have begun a business."),
        Count(Measure.BUSINESS, by_year=False),
    ),
    Indicator(
        "businesses_running",
        Group.AFTER,
        _l("Businesses still running"),
        _l("Women whose business runs or grows, out of 100 who have begun one."),
        Count(Measure.BUSINESS, {"standing": RUNNING}, by_year=False),
        Count(Measure.BUSINESS, by_year=False),
    ),
)
"""All of them, in the order of the page."""

BY_CODE: Mapping[str, Indicator] = {one.code: one for one in INDICATORS}
