"""Setting the period, and keeping a file longer."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from auth.models import User
from casework.audit.chain import note
from casework.audit.models import Act
from casework.cases.erasure.queries import notice_of
from casework.cases.models import Case
from casework.cases.retention.models import Kept, RetentionPeriod
from casework.core import clock
from casework.vault.acting import ACTOR, actor


def set_period(session: Session, user: User, years: int) -> None:
    """Look at closed files again after so many years, from 1 to 10."""
    row = session.get(RetentionPeriod, user.organisation_id)
    if row is None:
        row = RetentionPeriod(organisation_id=user.organisation_id)
        session.add(row)
    row.years = years
    if ACTOR in session.info:
        note(session, actor(session), Act.RETENTION_SET)


def keep(session: Session, user: User, case: Case, *, kept_id: UUID, review_on: date, words: str) -> None:
    """Keep a file that was looked at, with a reason, until it is looked at again. That answers as well
    what another organisation has told about its own. The file's sheets are loaded."""
    if session.get(Kept, kept_id) is not None:
        return
    today = clock.today()
    session.add(
        Kept(folder_id=case.id, row_id=kept_id, review_on=review_on, words=words, by=user.id, on=today)
    )
    notice = notice_of(session, case.id)
    if notice is not None:
        notice.answered_on = today
    note(session, actor(session), Act.KEPT, folder_id=case.id)
