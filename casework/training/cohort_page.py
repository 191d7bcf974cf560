"""One cohort on one page: its women, its waiting list, its days with their totals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from auth.models import User
from casework.cases.known import cards
from casework.cases.writing import shut
from casework.core import clock
from casework.core.i18n import language
from casework.core.name_script import sort_key
from casework.training.enrolment import Attendance, Enrolment, EnrolmentState
from casework.training.models import ClassSession, Cohort, CohortDetails, Course
from casework.training.queries import classes_of, details_of, enrolments_of, find_course
from casework.training.roll import totals


@dataclass(frozen=True)
class Trainee:
    """One woman of the cohort. Nothing here says how she came."""

    enrolment: Enrolment
    name: str
    shut: bool = False
    """Nothing may be written in her file now."""


@dataclass(frozen=True)
class Day:
    """One class, its number, and how many were present, excused and absent."""

    session: ClassSession
    number: int
    totals: Mapping[Attendance, int]

    @property
    def taken(self) -> bool:
        """Whether its roll was begun."""
        return any(self.totals.values())


@dataclass(frozen=True)
class CohortPage:
    """What the page of a cohort shows."""

    cohort: Cohort
    course: Course
    details: CohortDetails
    trainees: tuple[Trainee, ...]
    waiting: tuple[Trainee, ...]
    gone: tuple[Trainee, ...]
    days: tuple[Day, ...]

    @property
    def begun(self) -> bool:
        """Whether its first day has come, so that somebody can have completed."""
        return self.details.first_day is None or self.details.first_day <= clock.today()

    @property
    def taken(self) -> int:
        """How many places are taken."""
        return len(self.trainees)

    @property
    def free(self) -> int:
        """How many places nobody has."""
        return max(0, self.details.places - self.taken)


def cohort_page(session: Session, user: User, cohort: Cohort) -> CohortPage:
    """Everything of one cohort, in a number of statements that does not depend on its size."""
    rows = enrolments_of(session, [cohort.id])
    named = cards(session, {row.folder_id for row in rows})
    closed = shut(session, named)
    known = [
        Trainee(row, named[row.folder_id].name, row.folder_id in closed)
        for row in rows
        if row.folder_id in named
    ]
    waiting = [one for one in known if one.enrolment.state is EnrolmentState.WAITING]
    left = [one for one in known if one.enrolment.state is EnrolmentState.LEFT]
    days = [
        Day(held, number, totals(rows, held.id))
        for number, held in enumerate(classes_of(session, cohort.id), 1)
    ]
    return CohortPage(
        cohort=cohort,
        course=find_course(session, user, cohort.course_id),
        details=details_of(session, cohort.id),
        trainees=_by_name(one for one in known if one.enrolment.has_place),
        waiting=tuple(sorted(waiting, key=lambda one: one.enrolment.waiting_since)),
        gone=_by_name(left),
        days=tuple(reversed(days)),
    )


def _by_name(trainees: Iterable[Trainee]) -> tuple[Trainee, ...]:
    reader = language()
    return tuple(sorted(trainees, key=lambda one: (sort_key(one.name, reader), one.enrolment.id)))
