"""Is she safe today? An answer, and the day on which somebody asks again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy.orm import Session

from auth.models import User
from auth.policy import Permission
from casework.casefile.opened import Opened
from casework.casefile.reach import VISIT, ways
from casework.cases.actions import save
from casework.cases.due import Due, When, source
from casework.cases.models import Case
from casework.cases.planning import was_in_contact
from casework.cases.reading import rows
from casework.cases.writing import hold_open
from casework.consent.queries import Standing, standings
from casework.core import clock
from casework.core.i18n import _
from casework.people.models import Contact, Record, Safety, SafetyCheck

KEPT = 40
"""How many answers stay in the file; a head row is padded to a size that they have to fit."""


def answer(session: Session, file: Opened, said: Safety, next_on: date | None) -> None:
    """Write down an answer. The same answer twice on a day is one. A no, or a not sure, without a next
    day is due at once."""
    hold_open(session, file.case)
    record = file.person.record
    if said is not Safety.YES and next_on is None:
        next_on = clock.today()  # stays on my day until somebody has asked again
    check = SafetyCheck(clock.today(), said, next_on)
    before = record.safety[:-1] if record.safety and record.safety[-1].on == check.on else record.safety
    record.safety = (*before, check)[-KEPT:]
    was_in_contact(session, file.case, check.on)
    save(session, file.case.id, file.person)


def last(record: Record) -> SafetyCheck | None:
    """The newest answer."""
    return record.safety[-1] if record.safety else None


class How(StrEnum):
    """How she can be asked, by the rules for reaching her."""

    TODAY = "today"
    VISIT = "visit"
    WHEN_SHE_COMES = "when_she_comes"


@dataclass(frozen=True)
class Asking:
    """That somebody has to ask her. Her page and my day both say what stands here."""

    how: How
    day: date | None = None
    """The day that somebody set; None where nobody has asked her yet."""
    unsafe: bool = False
    """Whether her last answer was no, or not sure."""

    @property
    def dated(self) -> bool:
        """Whether today is the day for it. To wait for her has none, nor has a first visit."""
        return self.how is How.TODAY or (self.how is How.VISIT and self.day is not None)


def asking(
    user: User, case: Case, record: Record, contact: Contact | None, stands: Standing
) -> Asking | None:
    """Whether somebody is to ask her today, and how; None where nobody is, or nothing may be written."""
    if not user.may(Permission.PLAN) or case.closed_on or stands.at_rest or stands.deferred:
        return None
    check = last(record)
    if check is None:
        return Asking(_how(case, contact, stands))
    if check.next_on is None or check.next_on > clock.today():
        return None
    return Asking(_how(case, contact, stands), check.next_on, check.answer is not Safety.YES)


def _how(case: Case, contact: Contact | None, stands: Standing) -> How:
    channels = ways(contact, stands, shared=case.source_id is not None)
    if set(channels) - {VISIT}:
        return How.TODAY
    return How.VISIT if channels else How.WHEN_SHE_COMES


@source
def checks(session: Session, user: User, cases: Sequence[Case]) -> list[Due]:
    """The files in which somebody asks today. The words are neutral: a screen has neighbours."""
    if not user.may(Permission.PLAN):
        return []
    stands = standings(session, [case.id for case in cases])
    records = {one.folder_id: one for one in rows(session, Record, stands)}
    contacts = {
        one.folder_id: one
        for one in rows(session, Contact, [case.source_id or case.id for case in cases])
        if one.readable
    }
    asked = (
        (case, asking(user, case, records[case.id], contacts.get(case.source_id or case.id), stands[case.id]))
        for case in cases
        if case.id in records
    )
    return [_due(case, found) for case, found in asked if found is not None]


def _due(case: Case, asked: Asking) -> Due:
    when = When.MEETING if not asked.dated else When.DAY if asked.day else When.NEVER_DONE
    words = {
        How.TODAY: _("Check today"),
        How.VISIT: _("Check when you meet"),
        How.WHEN_SHE_COMES: _("Check when she comes"),
    }
    return Due(asked.day or clock.today(), words[asked.how], case_id=case.id, when=when)
