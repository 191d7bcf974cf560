"""Files of women who wanted to think about it: kept for seven days, then deleted whole."""

from __future__ import annotations

from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from casework.audit.chain import Actor, note
from casework.audit.models import Act
from casework.cases.models import Case
from casework.core import clock
from casework.vault.folders import Folder


def wait(case: Case, until: date | None) -> None:
    """Note until when a file waits for her word; None once she has said yes."""
    case.waits_until = until


def delete_over(session: Session) -> int:
    """Delete every file whose time to think is over, with all that belongs to it. Needs no key.
    Returns how many."""
    over = select(Case).where(Case.waits_until < clock.today())
    cases = list(session.scalars(over))
    for case in cases:
        note(session, Actor(case.organisation_id, None), Act.DELETED, folder_id=case.id)
        session.expunge(case)
        session.execute(delete(Folder).where(Folder.id == case.id))
    return len(cases)
