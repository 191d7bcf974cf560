"""What requests for a talk tell a network's file, and somebody's day."""

from __future__ import annotations

from collections.abc import Sequence

from flask import url_for
from sqlalchemy.orm import Session

from auth.models import User
from auth.policy import Permission
from casework.cases.due import Due
from casework.cases.due import source as tells_what_is_due
from casework.cases.models import Case
from casework.cases.panels import Panel, panel
from casework.core import clock
from casework.core.calendar_text import show_date
from casework.core.i18n import _, calendar, language
from casework.referrals.lists import ring_names
from casework.referrals.panel import writable
from casework.referrals.talks import answering, asking
from casework.referrals.talks.models import ASKER_LABELS, Talk


@panel(35)
def on_the_file(session: Session, user: User, case: Case) -> Panel | None:
    """The same for every woman of a network: one way to a talk, and what was asked for."""
    if not user.may(Permission.TALKS_ASK):
        return None
    asked = asking.asked_for(session, case.id)
    values = {
        "case": case,
        "asked": asked,
        "waits": any(one.talk.waits for one in asked),
        "names": ring_names(session) if asked else {},
        "labels": ASKER_LABELS,
        "writable": writable(session, case),
    }
    return Panel("referrals/talk_panel.html", values)


@tells_what_is_due
def on_her_day(session: Session, user: User, cases: Sequence[Case]) -> list[Due]:
    """At the partner: what waits, and what she has taken on. At the network: an answer."""
    if user.may(Permission.TALKS_RECEIVE):
        waiting = answering.to_do(session, user)
        names = ring_names(session) if waiting else {}
        return [_waits(one, names[one.sender_ring_id]) for one in waiting]
    if not user.may(Permission.TALKS_ASK):
        return []
    found = asking.unread(session, [case.id for case in cases])
    return [
        Due(
            clock.today(),
            _("An answer has come"),
            case_id=case_id,
            url=url_for("referrals.asked_talk", case_id=case_id, talk_id=one.talk.id),
        )
        for case_id, one in found
    ]


def _waits(talk: Talk, network: str) -> Due:
    title = _("A talk that you took on") if talk.taken else _("A network asks for a talk")
    on = talk.ends_on if talk.taken else talk.answer_by
    by = f"{network} · {show_date(talk.asked_on, calendar=calendar(), lang=language())}"
    return Due(on, title, url=url_for("referrals.talk", talk_id=talk.id), by=by)
