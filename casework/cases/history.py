"""What the files' own room tells for the timeline."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.cases.models import Assignment, Case
from casework.cases.reading import goals, notes, rows, steps
from casework.cases.reasons import LABELS, Reason
from casework.cases.retention.models import Kept
from casework.cases.state import Closure, OpeningWithReason, Reopening
from casework.cases.timeline import TimelineItem, source
from casework.consent.queries import records
from casework.core import clock
from casework.core.codes import codelist
from casework.core.i18n import _, language
from casework.vault.acting import at_network


@source
def of_case(session: Session, case: Case) -> list[TimelineItem]:
    """Opened, handed over, closed, opened again, opened by a colleague."""
    return [
        TimelineItem(case.opened_on, _("File opened"), state="done", order=-1),
        *_handed_over(session, case),
        *_states(session, case),
    ]


def _handed_over(session: Session, case: Case) -> Iterator[TimelineItem]:
    found = session.scalars(select(Assignment).where(Assignment.case_id == case.id).order_by(Assignment.at))
    for one in list(found)[1:]:
        yield TimelineItem(clock.day_of(one.at), _("Given to a colleague"), by=one.to_user, at=one.at)


def _states(session: Session, case: Case) -> Iterator[TimelineItem]:
    for end in rows(session, Closure, [case.id]):
        reason = codelist("case_closure_reason").label(end.reason, language())
        yield TimelineItem(
            end.on, _("File closed: %(reason)s", reason=reason), end.words, end.by, state="done", order=1
        )
    for again in rows(session, Reopening, [case.id]):
        yield TimelineItem(again.on, _("File opened again"), again.words, again.by, order=2)
    for kept in rows(session, Kept, [case.id]):
        yield TimelineItem(kept.on, _("Looked at, and kept longer"), kept.words, kept.by)
    for look in rows(session, OpeningWithReason, [case.id]):
        reason = str(LABELS[Reason(look.reason)])
        yield TimelineItem(
            look.day, _("Opened by a colleague: %(reason)s", reason=reason), look.words, look.user_id
        )


@source
def of_plan(session: Session, case: Case) -> list[TimelineItem]:
    """Goals that were set, and steps that were done."""
    set_up = [
        TimelineItem(one.made_on, _("A goal"), one.words, one.made_by) for one in goals(session, case.id)
    ]
    done = [
        TimelineItem(one.done_on, _("Step done"), one.words, one.done_by, state="done")
        for one in steps(session, case.id)
        if one.done_on is not None
    ]
    return [*set_up, *done]


@source
def of_notes(session: Session, case: Case) -> list[TimelineItem]:
    """Notes, by the day that they are about. What they say stands among the notes."""
    return [TimelineItem(one.day, _("A note"), "", one.by, at=one.at) for one in notes(session, case.id)]


@source
def of_consent(session: Session, case: Case) -> list[TimelineItem]:
    """Conversations about what she agrees to. What she said stands on a page of its own. In a network's
    timeline they do not stand: whoever was referred had hers elsewhere."""
    if at_network(session):
        return []
    talks = records(session, case.id)
    return [
        TimelineItem(one.given_on, _("Talked about what she agrees to"), by=one.entered_by, at=one.entered_at)
        for one in talks
    ]
