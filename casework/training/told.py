"""What training tells elsewhere: on my day, on a woman's page, in her timeline."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from auth.models import User
from auth.policy import Permission
from casework.cases import due as days
from casework.cases import timeline as timelines
from casework.cases.attachments.belonging import carrier
from casework.cases.due import Due
from casework.cases.known import cards
from casework.cases.models import Case
from casework.cases.panels import Panel, panel
from casework.cases.timeline import TimelineItem
from casework.core import clock
from casework.core.i18n import _, _n
from casework.training.enrolment import STATE_LABELS, Enrolment, EnrolmentState, Happening
from casework.training.queries import cohort_lines, enrolments_in, progress

carrier(Enrolment)


@days.source
def absences(session: Session, user: User, cases: Sequence[Case]) -> list[Due]:
    """Women who were absent several times in a row, until somebody asks after them."""
    if not user.may(Permission.TRAINING):
        return []
    missing = [row for row in enrolments_in(session, [case.id for case in cases]) if row.to_ask_after]
    named = cards(session, [row.folder_id for row in missing]) if missing else {}
    return [_absence(row) for row in missing if row.folder_id in named]


def _absence(row: Enrolment) -> Due:
    missed = row.absent_in_a_row
    title = _n("Absent %(num)s time in a row", "Absent %(num)s times in a row", missed)
    return Due(row.marks[-1].on, title, case_id=row.folder_id, url=f"/enrolments/{row.id}")


@days.source
def free_places(session: Session, user: User, _cases: Sequence[Case]) -> list[Due]:
    """Places that became free while somebody waits."""
    if not user.may(Permission.TRAINING):
        return []
    return [
        Due(
            clock.today(),
            _("A place is free, and somebody waits for it"),
            url=f"/cohorts/{line.cohort.id}",
            by=line.details.title,
        )
        for line in cohort_lines(session, user, open_only=True)
        if line.free and line.waiting
    ]


@panel(30)
def courses(session: Session, user: User, case: Case) -> Panel | None:
    """Her courses with us."""
    if not user.may(Permission.TRAINING):
        return None
    taken = progress(session, [case.id]).get(case.id, [])
    return Panel("training/panel.html", {"enrolments": taken, "labels": STATE_LABELS})


_TITLES = {
    Happening.WAITING: EnrolmentState.WAITING,
    Happening.ENROLLED: EnrolmentState.ENROLLED,
    Happening.COMPLETED: EnrolmentState.COMPLETED,
    Happening.LEFT: EnrolmentState.LEFT,
}


@timelines.source
def way_through(session: Session, case: Case) -> list[TimelineItem]:
    """What happened to her enrolments, and her skill tests."""
    items = []
    for row in enrolments_in(session, [case.id]):
        url = f"/enrolments/{row.id}"
        for event in row.events:
            if event.what in _TITLES:
                title = _("Training: %(what)s", what=STATE_LABELS[_TITLES[event.what]])
                items.append(TimelineItem(event.on, title, by=event.by, url=url, state="done", at=event.at))
        if row.test is not None:
            items.append(TimelineItem(row.test.on, _("Skill test"), url=url, state="done"))
    return items
