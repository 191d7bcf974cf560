"""What a partner lets us read of how it goes: training, work and business of a folder shared with us.

It stands here because referrals, which show it, know none of these rooms.
"""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy.orm import Session

from casework.cases.models import Case
from casework.cases.telling import teller
from casework.cases.timeline import TimelineItem
from casework.core.fields_base import local_digits
from casework.core.i18n import _
from casework.enterprise.told import given
from casework.followup.told import answers
from casework.training.queries import enrolments_in
from casework.training.told import way_through


def register() -> None:
    """Let referrals show what these rooms keep."""
    teller(how_it_goes)


def how_it_goes(session: Session, folder_id: UUID) -> list[TimelineItem]:
    """Attendance and outcome of a partner's file whose livelihood is shared with us."""
    case = session.get_one(Case, folder_id)
    told = [*way_through(session, case), *answers(session, case), *given(session, case)]
    return [*told, *_attendance(session, folder_id)]


def _attendance(session: Session, folder_id: UUID) -> Iterable[TimelineItem]:
    for row in enrolments_in(session, [folder_id]):
        if row.marks:
            came = _(
                "Came on %(came)s of %(held)s days",
                came=local_digits(str(row.attended)),
                held=local_digits(str(len(row.marks))),
            )
            yield TimelineItem(row.marks[-1].on, came, at=row.marks[-1].at)
