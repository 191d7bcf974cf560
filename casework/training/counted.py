"""What training tells the numbers: codes alone, and only of women who agreed to be counted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from casework.consent.counting import Fact, count, tells
from casework.facts.parts import Part, month_of
from casework.training.enrolment import Attendance, Enrolment, EnrolmentState, Happening
from casework.training.models import Cohort, Course
from casework.training.queries import enrolments_in


def tell(session: Session, row: Enrolment, *stages: str) -> None:
    """Send some stages of an enrolment as they stand in its row. One that does not hold is taken back."""
    if row.ever_enrolled:
        count(session, row.folder_id, *(_fact(session, row, stage) for stage in stages))


def tell_place(session: Session, row: Enrolment) -> None:
    """She has a place; and if she had left before, that she is back."""
    tell(session, row, *(("enrolled", "left") if row.left_before else ("enrolled",)))


@tells
def trained(session: Session, case_id: UUID) -> list[Fact]:
    """Every stage of each of her courses, those too that were taken back."""
    return [
        _fact(session, row, stage)
        for row in sorted(enrolments_in(session, [case_id]), key=lambda r: (r.events[0].at, r.id))
        if row.ever_enrolled
        for stage in _stages(row)
    ]


def _stages(row: Enrolment) -> Mapping[str, date | None]:
    """The day of each stage, in their order."""
    return {
        "enrolled": next((e.on for e in row.events if e.what is Happening.ENROLLED), None),
        "attended": first_present(row),
        "completed": row.completed_on,
        "tested": row.test.on if row.test else None,
        "certified": row.completed_on if row.certificate else None,
        "left": row.left_on if row.state is EnrolmentState.LEFT else None,
    }


def first_present(row: Enrolment) -> date | None:
    """The first class in which she was present."""
    return min((mark.on for mark in row.marks if mark.value is Attendance.PRESENT), default=None)


def _fact(session: Session, row: Enrolment, stage: str) -> Fact:
    cohort = session.get_one(Cohort, row.cohort_id)
    course = session.get_one(Course, cohort.course_id)
    day = _stages(row)[stage]
    codes = {"stage": stage, "course": course.trade, "month": month_of(day) if day else None}
    if stage == "tested" and row.test:
        codes["result"] = row.test.result
    return Fact(Part.TRAINING, row.id, codes)
