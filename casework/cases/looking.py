"""Looking at a file leaves a line in the audit, whichever page of it shows."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Session

from auth.models import User
from casework.audit.models import Act
from casework.audit.readings import note_reading
from casework.cases.models import Case
from casework.cases.queries import find
from casework.people.shown import load_sheets
from casework.vault.acting import actor


def look_at(session: Session, case_id: UUID) -> None:
    """Note that the acting person looks at a file."""
    note_reading(session, actor(session), Act.OPENED, folder_id=case_id)


def look_at_letter(session: Session, subject_id: UUID) -> None:
    """Note that the acting person reads what another organisation wrote to hers about a woman, of whom
    there may be no file here."""
    note_reading(session, actor(session), Act.OPENED, subject_id=subject_id)


def find_to_read(session: Session, user: User, case_id: UUID) -> Case:
    """One file that she may see, its sheets loaded, whether it is at rest or not. That she looks at it
    is noted. Raises NotVisible."""
    case = find(session, user, case_id)
    load_sheets(session, [case])
    look_at(session, case.id)
    return case
