"""A dozen cohorts over three fiscal years: most have ended, two are running, one is to come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from casework.core import datafiles
from casework.core.places import palikas
from casework.demo.dice import Dice

COHORTS = 12
_LASTS = timedelta(days=62)
_CLASSES = 14
"""Classes whose roll the demo takes; a real course meets more often."""


@dataclass(frozen=True)
class Course:
    """A row of `data/demo/courses.csv`."""

    trade: str
    hours: int
    level: str
    title_en: str
    title_ne: str


@dataclass(frozen=True)
class Plan:
    """One cohort, before it is made."""

    number: int
    course: Course
    first_day: date
    last_day: date
    palika: int
    missing: int = 0
    """The number of the woman who has not come for some time, if there is one."""

    def classes(self, today: date) -> list[date]:
        """The days of its classes up to today."""
        length = (self.last_day - self.first_day).days
        days = [self.first_day + timedelta(days=length * n // (_CLASSES - 1)) for n in range(_CLASSES)]
        return [day for day in days if day <= today]


def courses() -> list[Course]:
    """What the network teaches."""
    return [Course(**{**row, "hours": int(row["hours"])}) for row in datafiles.rows("demo/courses.csv")]  # type: ignore[arg-type]


def plans(begin: date, today: date) -> list[Plan]:
    """The cohorts, the oldest first."""
    late = [today - timedelta(days=52), today - timedelta(days=24), today + timedelta(days=12)]
    early, count = begin + timedelta(days=80), COHORTS - len(late)
    step = (today - timedelta(days=125) - early) / (count - 1)
    starts = [early + step * n for n in range(count)] + late
    return [_plan(number, start) for number, start in enumerate(starts)]


def _plan(number: int, start: date) -> Plan:
    dice, taught = Dice(number, "cohort"), courses()
    return Plan(
        number=number,
        course=taught[number % len(taught)],
        first_day=start,
        last_day=start + _LASTS,
        palika=dice.one(palikas((304, 302)[number % 2])).code,
    )
