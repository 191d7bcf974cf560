"""Is she safe today? An answer, and the day on which somebody asks again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from auth.models import User
from casework.casefile.opened import Opened
from casework.cases.actions import save
from casework.cases.due import Due, source
from casework.cases.models import Case
from casework.cases.planning import was_in_contact
from casework.cases.reading import rows
from casework.cases.writing import hold_open
from casework.core import clock
from casework.core.i18n import _
from casework.people.models import Record, Safety, SafetyCheck

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


@source
def checks(session: Session, user: User, cases: Sequence[Case]) -> list[Due]:
    """The files in which somebody asks again today. The words are neutral: a screen has neighbours."""
    found = []
    for record in rows(session, Record, [case.id for case in cases]):
        check = last(record)
        if check is not None and check.next_on is not None and check.next_on <= clock.today():
            found.append(Due(check.next_on, _("Check today"), case_id=record.folder_id))
    return found
