"""What follow-up tells elsewhere: on my day, on a woman's page, in her timeline."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from auth.models import User
from casework.cases import due as days
from casework.cases import timeline as timelines
from casework.cases.due import Due, Kind
from casework.cases.models import Case
from casework.cases.panels import Panel, panel
from casework.cases.timeline import TimelineItem
from casework.core import clock
from casework.core.codes import codelist
from casework.core.i18n import _, _n, language
from casework.followup.models import FollowUp
from casework.followup.queries import activities_of, follow_ups_of


@days.source
def to_ask(session: Session, _user: User, cases: Sequence[Case]) -> list[Due]:
    """Women who are to be asked what they do now: each once, however many of her days have come."""
    waiting = select(FollowUp).where(
        FollowUp.due_on <= clock.today(), FollowUp.folder_id.in_([case.id for case in cases])
    )
    of_each: dict[UUID, list[FollowUp]] = {}
    for row in session.scalars(waiting.order_by(FollowUp.due_on, FollowUp.id)):
        if row.readable:
            of_each.setdefault(row.folder_id, []).append(row)
    return [_of_one(found) for found in of_each.values()]


def _of_one(rows: Sequence[FollowUp]) -> Due:
    """The first of them leads to its form; the others come after it."""
    first = rows[0]
    months = sorted({row.after for row in rows})
    return Due(
        first.due_on or clock.today(),
        _ask_after(first.after) if len(months) == 1 else _ask_after_all(months),
        case_id=first.folder_id,
        url=f"/followups/{first.id}" if len(rows) == 1 else f"/files/{first.folder_id}/now",
        kind=Kind.FOLLOW_UP,
    )


def _ask_after(months: int) -> str:
    return _n(
        "Ask what she does now, %(num)s month after the course",
        "Ask what she does now, %(num)s months after the course",
        months,
    )


def _ask_after_all(months: Sequence[int]) -> str:
    *earlier, last = map(str, months)
    return _(
        "Ask what she does now: %(months)s and %(last)s months after the course",
        months=", ".join(earlier),
        last=last,
    )


@panel(40)
def now(session: Session, _user: User, case: Case) -> Panel:
    """What she does now, and when somebody asks again."""
    last = next(iter(activities_of(session, case.id)), None)
    coming = next((one for one in follow_ups_of(session, case.id) if one.due_on), None)
    return Panel("followup/panel.html", {"last": last, "coming": coming})


@timelines.source
def answers(session: Session, case: Case) -> list[TimelineItem]:
    """What she said she does, each time she was asked."""
    labels = codelist("current_activity")
    return [
        TimelineItem(
            row.asked_on,
            _("What she does now: %(what)s", what=labels.label(row.what, language())),
            url=f"/files/{case.id}/now",
            state="done",
            at=row.entered_at,
        )
        for row in activities_of(session, case.id)
    ]
