"""What passing on tells a file's page, its timeline and somebody's day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

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
from casework.consent.passing import to_ask_anew
from casework.consent.purposes import Purpose
from casework.consent.queries import Standing
from casework.core import clock
from casework.core.calendar_text import show_date
from casework.core.i18n import _, calendar, language
from casework.referrals.lists import ring_names
from casework.referrals.passing.models import Passing, PassingState
from casework.referrals.passing.queries import open_of, passed_to_us, received_by, sent_by
from casework.vault.acting import own_ring


@panel(36)
def on_the_file(session: Session, user: User, case: Case) -> Panel | None:
    """That it was offered, as long as nobody has answered."""
    passing = open_of(session, case.id) if user.may(Permission.REFER) else None
    if passing is None or not passing.waits:
        return None
    partner = ring_names(session)[passing.recipient_ring_id]
    return Panel("referrals/passing_panel.html", {"passing": passing, "partner": partner})


@dataclass(frozen=True)
class Arrived:
    """From whom a file came, on which day, and until when what she said there holds."""

    partner: str
    on: date | None
    until: date | None


def arrived(session: Session, user: User, case: Case, stands: Standing) -> Arrived | None:
    """Where a file came from, until somebody here has asked her what she agrees to."""
    if not to_ask_anew(session, stands):
        return None
    passing = passed_to_us(session, user, case.id)
    if passing is None:
        return None
    names = ring_names(session)
    until = stands.said[Purpose.KEEP].valid_until
    return Arrived(names[passing.sender_ring_id], passing.answered_on, until)


@tells_what_was
def in_the_timeline(session: Session, case: Case) -> list[TimelineItem]:
    """Each time the file has changed its owner."""
    query = select(Passing).where(Passing.case_id == case.id, Passing.state == PassingState.PASSED)
    found = session.scalars(query.order_by(Passing.answered_on, Passing.id)).all()
    names = ring_names(session) if found else {}
    return [_came(one, names, here=own_ring(session).id) for one in found]


def _came(passing: Passing, names: Mapping[UUID, str], *, here: UUID) -> TimelineItem:
    if passing.recipient_ring_id == here:
        words = _("The file came here from %(partner)s", partner=names[passing.sender_ring_id])
    else:
        words = _("The file passed on to %(partner)s", partner=names[passing.recipient_ring_id])
    return TimelineItem(passing.answered_on or passing.offered_on, words, state="done")


@tells_what_is_due
def on_her_day(session: Session, user: User, cases: Sequence[Case]) -> list[Due]:
    """To a supervisor: files that wait. To whoever offered one: the answer."""
    waiting = received_by(user).where(Passing.state == PassingState.OFFERED)
    unread = sent_by(user).where(Passing.offered_by == user.id, Passing.answered_on.is_not(None))
    unread = unread.where(Passing.seen_on.is_(None))
    come = session.scalars(waiting).all() if user.may(Permission.ASSIGN) else []
    answered = session.scalars(unread).all() if user.may(Permission.REFER) else []
    names = ring_names(session) if come or answered else {}
    found = [_waits(one, names[one.sender_ring_id]) for one in come if one.waits]
    return [*found, *(_answered(one, names[one.recipient_ring_id]) for one in answered)]


def _waits(passing: Passing, partner: str) -> Due:
    url = url_for("referrals.arriving", passing_id=passing.id)
    return Due(passing.answer_by, _("A file waits to be taken over"), url=url, by=_by(passing, partner))


def _answered(passing: Passing, partner: str) -> Due:
    url = url_for("referrals.passing", passing_id=passing.id)
    return Due(clock.today(), _("An answer has come"), url=url, by=_by(passing, partner))


def _by(passing: Passing, partner: str) -> str:
    return f"{partner} · {show_date(passing.offered_on, calendar=calendar(), lang=language())}"
