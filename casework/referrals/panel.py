"""What referrals tell a file's page, its timeline and somebody's day."""

from __future__ import annotations

from collections.abc import Sequence

from flask import url_for
from sqlalchemy import select
from sqlalchemy.orm import Session

from auth.models import User
from auth.policy import Permission
from casework.cases.due import Due
from casework.cases.due import source as tells_what_is_due
from casework.cases.models import Case
from casework.cases.panels import Panel, panel
from casework.cases.timeline import TimelineItem
from casework.cases.timeline import source as tells_what_was
from casework.cases.writing import hold_open
from casework.core import clock
from casework.core.codes import codelist
from casework.core.errors import Refused
from casework.core.fields_base import local_digits
from casework.core.i18n import _, language
from casework.referrals import lists, queries
from casework.referrals.models import STATE_LABELS, Referral, ReferralEvent, ReferralState
from casework.referrals.outside import outside_of


@panel(30)
def on_the_file(session: Session, user: User, case: Case) -> Panel | None:
    """The referrals of a file, with those to somebody who does not use this system."""
    if not user.may(Permission.REFER):
        return None
    values = {
        "case": case,
        "lines": lists.sent_lines(session, queries.of_case(session, case.id)),
        "outside": outside_of(session, case.id),
        "labels": STATE_LABELS,
        "writable": writable(session, case),
    }
    return Panel("referrals/panel.html", values)


def writable(session: Session, case: Case) -> bool:
    """Whether something can be sent from a file today."""
    try:
        hold_open(session, case)
    except Refused:
        return False
    return True


@tells_what_was
def in_the_timeline(session: Session, case: Case) -> list[TimelineItem]:
    """Each step of a referral that was sent from this file, and what was done elsewhere."""
    query = select(Referral, ReferralEvent).join(ReferralEvent, ReferralEvent.referral_id == Referral.id)
    steps = session.execute(query.where(Referral.case_id == case.id)).all()
    if not steps:
        return _elsewhere(session, case)
    return [*(_step(referral, event) for referral, event in steps), *_elsewhere(session, case)]


def _step(referral: Referral, event: ReferralEvent) -> TimelineItem:
    offered = event.state is ReferralState.OFFERED
    state = _("Sent") if offered else str(STATE_LABELS[event.state])
    title = _("Referral %(number)s", number=local_digits(referral.number))
    return TimelineItem(
        clock.day_of(event.at),
        f"{title}: {state}",
        url=url_for("referrals.sent_one", referral_id=referral.id),
        at=event.at,
    )


def _elsewhere(session: Session, case: Case) -> list[TimelineItem]:
    services = codelist("non_user_service")
    items = []
    for row in outside_of(session, case.id):
        title = services.label(row.service, language())
        items.append(TimelineItem(row.day, title, row.what_for, row.by))
        if row.result_on:
            items.append(TimelineItem(row.result_on, title, row.result, state="done"))
    return items


@tells_what_is_due
def on_her_day(session: Session, user: User, cases: Sequence[Case]) -> list[Due]:
    """Answers that nobody has read yet; for a coordinator, what waits for an answer."""
    if user.may(Permission.REFERRALS_RECEIVE):
        return [_asks(one) for one in queries.received(session, user) if one.waits]
    if not user.may(Permission.REFER):
        return []
    query = select(Referral).where(Referral.answered_on.is_not(None), Referral.seen_on.is_(None))
    unread = session.scalars(query.where(Referral.case_id.in_([case.id for case in cases])))
    return [
        _answered(one) for one in unread if one.state not in (ReferralState.WITHDRAWN, ReferralState.RECALLED)
    ]


def _asks(referral: Referral) -> Due:
    title = _("Referral %(number)s waits for an answer", number=local_digits(referral.number))
    return Due(referral.answer_by, title, url=url_for("referrals.one", referral_id=referral.id))


def _answered(referral: Referral) -> Due:
    return Due(
        clock.today(),
        _("An answer has come"),
        case_id=referral.case_id,
        url=url_for("referrals.sent_one", referral_id=referral.id),
    )
