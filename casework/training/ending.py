"""Ending a cohort: how it ended is said of each woman who still has a place, all of them at once."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy.orm import Session

from auth.models import User
from casework.audit.chain import noted, return_to
from casework.cases.known import cards
from casework.cases.writing import shut
from casework.core import clock
from casework.core.errors import Refused
from casework.core.i18n import _l, language
from casework.core.name_script import sort_key
from casework.training.actions import end_cohort
from casework.training.enrolment import Enrolment, EnrolmentState
from casework.training.errors import NotYetSaid
from casework.training.models import Cohort, CohortDetails, CohortState
from casework.training.outcomes import complete, leave
from casework.training.queries import enrolments_of

_RUNNING = (EnrolmentState.ENROLLED, EnrolmentState.ATTENDING)
_SAID = (EnrolmentState.COMPLETED, EnrolmentState.LEFT)


class How(StrEnum):
    """How it ended for one woman."""

    COMPLETED = "completed"
    LEFT = "left"


HOW_LABELS = {How.COMPLETED: _l("Completed"), How.LEFT: _l("Left early")}


@dataclass(frozen=True)
class Ended:
    """The answer for one woman. The reason is a code of `training_dropout_reason`, or ""."""

    how: How
    reason: str = ""


@dataclass(frozen=True)
class Line:
    """A woman who still has a place, by the name on her card."""

    enrolment: Enrolment
    name: str


@dataclass(frozen=True)
class Running:
    """Who still has a place, by name; of whom nothing may be written now; of whom it has been said,
    and of whom that they completed; and how many wait."""

    lines: tuple[Line, ...]
    left_out: frozenset[UUID]
    said: frozenset[UUID]
    completed: frozenset[UUID]
    waiting: int


def running(session: Session, cohort: Cohort) -> Running:
    """Of whom it is still to be said, in a number of statements that does not depend on how many."""
    rows = enrolments_of(session, [cohort.id])
    named = cards(session, {row.folder_id for row in rows})
    closed = shut(session, named)
    known = [row for row in rows if row.folder_id in named]
    have = [row for row in known if row.state in _RUNNING]
    lines = [Line(row, named[row.folder_id].name) for row in have if row.folder_id not in closed]
    reader = language()
    lines.sort(key=lambda line: (sort_key(line.name, reader), line.enrolment.id))
    return Running(
        lines=tuple(lines),
        left_out=frozenset(row.id for row in have if row.folder_id in closed),
        said=frozenset(row.id for row in known if row.state in _SAID),
        completed=frozenset(row.id for row in known if row.state is EnrolmentState.COMPLETED),
        waiting=sum(row.state is EnrolmentState.WAITING for row in known),
    )


def usual_day(details: CohortDetails) -> date:
    """The day on which it ended, unless somebody says otherwise."""
    today = clock.today()
    return min(details.last_day, today) if details.last_day else today


def end(
    session: Session, user: User, cohort: Cohort, found: Running, answers: Mapping[UUID, Ended], *, on: date
) -> None:
    """End a cohort, and write down how it ended for everybody who still has a place. Ending it twice
    changes nothing. Raises NotYetSaid."""
    if cohort.state is CohortState.ENDED:
        return
    if any(line.enrolment.id not in answers for line in found.lines):
        raise NotYetSaid
    for line in found.lines:
        _write(session, user, line.enrolment, answers[line.enrolment.id], on)
    end_cohort(cohort)


def write_completed(
    session: Session, user: User, found: Running, who: Collection[UUID], *, on: date
) -> Collection[UUID]:
    """Write down of some women that they completed the course; the cohort goes on. Each stands for herself:
    returns of whom it could not be written."""
    lines = {line.enrolment.id: line.enrolment for line in found.lines}
    done = {one for one in who if one in lines and _completed(session, user, lines[one], on)}
    return set(who) - done - found.completed


def _completed(session: Session, user: User, row: Enrolment, on: date) -> bool:
    before = noted(session)
    try:
        with session.begin_nested():
            _write(session, user, row, Ended(How.COMPLETED), on)
    except Refused:
        return_to(session, before)
        return False
    return True


def _write(session: Session, user: User, row: Enrolment, said: Ended, on: date) -> None:
    if said.how is How.COMPLETED:
        complete(session, user, row, revision=row.revision, on=on, certificate=row.certificate)
    else:
        leave(session, user, row, revision=row.revision, on=on, reason=said.reason)
