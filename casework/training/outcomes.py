"""What comes of an enrolment: completed, tested, certified, or left before the end."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from auth.models import User
from casework.core import clock
from casework.training.completion import completed
from casework.training.counted import tell
from casework.training.enrolment import Enrolment, EnrolmentState, Happening, SkillTest
from casework.training.errors import NotEnrolled
from casework.training.tracing import traced_outcome
from casework.training.writing import hold_hers


def complete(
    session: Session, user: User, row: Enrolment, *, revision: int, on: date, certificate: str
) -> None:
    """She completed the course on a day; the certificate's number may come later.

    Raises EditedMeanwhile, NotEnrolled, NotVisible, FileClosed, AtRest."""
    _check(session, row, revision)
    again = row.completed_on == on
    if row.state is not EnrolmentState.COMPLETED:
        row.happened(Happening.COMPLETED, on, user.id, clock.now())
    numbered = certificate != row.certificate
    with traced_outcome(session, row):
        row.completed_on, row.certificate = on, certificate
    if not again:
        tell(session, row, "completed")
        completed(session, user, row.folder_id, row.id, on)
    if numbered or (certificate and not again):
        tell(session, row, "certified")


def take_test(session: Session, row: Enrolment, *, revision: int, test: SkillTest) -> None:
    """How the skill test went. Raises as `complete` does."""
    _check(session, row, revision)
    if row.test != test:
        with traced_outcome(session, row):
            row.test = test
        tell(session, row, "tested")


def leave(session: Session, user: User, row: Enrolment, *, revision: int, on: date, reason: str) -> None:
    """She left before the end, or gave up waiting. Raises EditedMeanwhile, NotVisible, and where
    nothing may be written in her file FileClosed or AtRest."""
    hold_hers(session, row)
    row.expect_revision(revision)
    had_completed = row.completed_on is not None
    if row.state is not EnrolmentState.LEFT:
        row.happened(Happening.LEFT, on, user.id, clock.now())
    with traced_outcome(session, row):
        row.left_on, row.left_reason, row.completed_on = on, reason, None
    tell(session, row, *(("completed", "certified") if had_completed else ()), "left")


def asked_after(session: Session, user: User, row: Enrolment) -> None:
    """Somebody asked how she is: her absences count anew from today. Raises as the others."""
    hold_hers(session, row)
    if row.to_ask_after:
        row.happened(Happening.ASKED_AFTER, clock.today(), user.id, clock.now())


def _check(session: Session, row: Enrolment, revision: int) -> None:
    hold_hers(session, row)
    row.expect_revision(revision)
    if not row.has_place:
        raise NotEnrolled
