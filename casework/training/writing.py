"""Whether anything may be written now of a woman in a cohort."""

from __future__ import annotations

from sqlalchemy.orm import Session

from casework.cases.known import card_of
from casework.cases.models import Case
from casework.cases.writing import hold_open
from casework.training.enrolment import Enrolment


def hold_hers(session: Session, row: Enrolment) -> None:
    """Refuse to write of a woman whom we no longer know, or in whose file nothing may be written.
    Her sheet has to be loaded. Raises NotVisible, FileClosed, AtRest or StillThinking."""
    card_of(session, row.folder_id)
    hold_open(session, session.get_one(Case, row.folder_id))
