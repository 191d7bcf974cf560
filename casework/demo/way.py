"""Her way, as planned: when her file is opened, where it leads, when it ends."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from casework.consent.actions import LASTS as CONSENT_LASTS
from casework.core.periods import PeriodKind, fiscal_year, periods_of_year
from casework.demo.cohorts import COHORTS, Plan
from casework.demo.dice import Dice
from casework.demo.woman import MINOR

YEARS = 3
"""Fiscal years, the running one among them."""


class Path(StrEnum):
    """Where a way leads, as far as the demo shows it."""

    LEARNED = "referred, accepted and enrolled"
    CAME_ALONE = "came to the network by herself and enrolled"
    OFFERED = "referred, not answered yet"
    DECLINED = "referred and declined"
    LAPSED = "referred and not answered in time"
    RECALLED = "referred and recalled"
    TOOK_BACK = "accepted, then she took her consent back"
    STOPPED = "consent to be helped taken back"
    CLOSED = "closed"
    REOPENED = "closed and opened again"
    NOT_YET = "wants to think about it"
    FEW_YESES = "yes to the first question alone"
    BUSINESS = "a business without a course"
    JOB = "a job without a course"
    HELPED = "helped, without more yet"


_THIRTY = (
    *[Path.LEARNED] * 10,
    *[Path.CAME_ALONE] * 2,
    Path.OFFERED,
    Path.DECLINED,
    Path.LAPSED,
    Path.RECALLED,
    Path.TOOK_BACK,
    Path.STOPPED,
    Path.CLOSED,
    Path.REOPENED,
    Path.NOT_YET,
    Path.FEW_YESES,
    Path.BUSINESS,
    Path.JOB,
    *[Path.HELPED] * 6,
)
"""The paths of every thirty women."""

_RARE = {
    Path.OFFERED: 4,
    Path.NOT_YET: 2,
    Path.LAPSED: 6,
    Path.RECALLED: 5,
    Path.TOOK_BACK: 6,
    Path.STOPPED: 8,
}
"""In how many thirties a path is there; later its place is for HELPED."""

_REFERRED = {Path.LEARNED, Path.OFFERED, Path.DECLINED, Path.LAPSED, Path.RECALLED, Path.TOOK_BACK}


@dataclass(frozen=True)
class Way:
    """The days of one woman's way."""

    number: int
    path: Path
    worker: str
    opened_on: date
    cohort: Plan | None = None
    offered_on: date | None = None
    closed_on: date | None = None

    @property
    def at_network(self) -> bool:
        """Whether her own file is the network's."""
        return self.path is Path.CAME_ALONE

    def open_until(self, today: date) -> date:
        """The last day on which somebody writes in her file."""
        stops = [self.closed_on, self.stopped_on, self.forgotten_on]
        return min([today, *(day - timedelta(days=1) for day in stops if day)])

    @property
    def forgotten_on(self) -> date | None:
        """When her consent lapses, because nobody asked her again in time."""
        forgotten = Dice(self.number, "renewed").happens(6)
        return self.opened_on + CONSENT_LASTS if forgotten else None

    @property
    def stopped_on(self) -> date | None:
        """When she takes back her consent to be helped."""
        if self.path is not Path.STOPPED:
            return None
        return self.opened_on + timedelta(days=Dice(self.number, "stopped").whole(20, 55))


def beginning(today: date) -> date:
    """The first day of the first of the fiscal years."""
    return periods_of_year(PeriodKind.YEAR, fiscal_year(today) - YEARS + 1)[0].first


def path_of(number: int) -> Path:
    """The path of the woman with this number, from 1."""
    cycle, place = divmod(number - 1, len(_THIRTY))
    found = _THIRTY[place]
    return Path.HELPED if number == MINOR or cycle >= _RARE.get(found, cycle + 1) else found


def plan_ways(women: int, plans: list[Plan], begin: date, today: date) -> list[Way]:
    """Everybody's way."""
    learners = [n for n in range(1, women + 1) if path_of(n) in (Path.LEARNED, Path.CAME_ALONE)]
    places = {n: plans[rank * COHORTS // len(learners)] for rank, n in enumerate(_mixed(learners))}
    places = {n: replace(plan, missing=_missing(places, plan, today)) for n, plan in places.items()}
    return [_way(n, places.get(n), begin, today) for n in range(1, women + 1)]


def _missing(places: dict[int, Plan], plan: Plan, today: date) -> int:
    """In a cohort that runs today one woman has not come for some time."""
    runs = plan.first_day <= today <= plan.last_day
    return min(n for n, other in places.items() if other is plan) if runs else 0


def _mixed(numbers: list[int]) -> list[int]:
    """In an order in which each cohort gets referred women and others."""
    return sorted(numbers, key=lambda n: (n * 37) % 101 * 1000 + n)


def _way(number: int, cohort: Plan | None, begin: date, today: date) -> Way:
    path = path_of(number)
    offered = _offered(number, path, cohort, begin, today) if path in _REFERRED else None
    opened = _opened(number, path, cohort, offered, begin, today)
    return Way(
        number=number,
        path=path,
        worker=_worker(number, path),
        opened_on=opened,
        cohort=cohort,
        offered_on=offered,
        closed_on=_closed(number, path, cohort, offered or opened, today),
    )


_STAYS_OPEN = {Path.CAME_ALONE, Path.OFFERED, Path.STOPPED, Path.NOT_YET, Path.TOOK_BACK}


def _closed(number: int, path: Path, cohort: Plan | None, after: date, today: date) -> date | None:
    """Most files are closed within a year; those of the two paths that show it, always."""
    dice = Dice(number, "closed")
    if path in (Path.CLOSED, Path.REOPENED):
        return min(after + timedelta(days=dice.whole(35, 190)), today - timedelta(days=15))
    if path in _STAYS_OPEN or not dice.happens(75):
        return None
    after = cohort.last_day + timedelta(days=60) if cohort else after + timedelta(days=100)
    closed = after + timedelta(days=dice.whole(0, 200))
    return closed if closed < today else None


def _worker(number: int, path: Path) -> str:
    dice = Dice(number, "worker")
    if path is Path.CAME_ALONE:
        return dice.one(("nani", "namrata"))
    return dice.weighted({"asha": 3, "apsara": 3, "bina": 2, "bishnu": 2})


def _offered(number: int, path: Path, cohort: Plan | None, begin: date, today: date) -> date:
    dice = Dice(number, "offered")
    if path is Path.OFFERED:
        return today - timedelta(days=dice.whole(1, 9))
    if cohort is not None:
        return min(cohort.first_day - timedelta(days=dice.whole(12, 25)), today - timedelta(days=8))
    return dice.day(begin + timedelta(days=60), today - timedelta(days=40))


def _opened(
    number: int, path: Path, cohort: Plan | None, offered: date | None, begin: date, today: date
) -> date:
    dice = Dice(number, "opened")
    if path is Path.NOT_YET:
        return today - timedelta(days=dice.whole(4, 6))
    if offered is not None:
        return max(begin, offered - timedelta(days=dice.whole(6, 45)))
    if cohort is not None:
        return max(begin, min(cohort.first_day, today) - timedelta(days=dice.whole(2, 12)))
    latest = 1 if path is Path.HELPED else 60
    return dice.day(begin, today - timedelta(days=latest))
