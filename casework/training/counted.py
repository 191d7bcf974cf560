"""What training tells the numbers: codes alone, and only of women who agreed to be counted."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from casework.consent.counting import count
from casework.facts.parts import Part, month_of
from casework.training.enrolment import Enrolment
from casework.training.models import Cohort, Course


def tell(
    session: Session, enrolment: Enrolment, stage: str, on: date | None, *, result: str | None = None
) -> None:
    """Send one stage of an enrolment: enrolled, completed, tested, certified or left. No day takes
    the stage back."""
    cohort = session.get_one(Cohort, enrolment.cohort_id)
    course = session.get_one(Course, cohort.course_id)
    codes = {
        "stage": stage,
        "course": course.trade,
        "month": month_of(on) if on else None,
        "result": result,
    }
    count(session, enrolment.folder_id, Part.TRAINING, codes, enrolment.id)
