"""Reading businesses. Everything starts from what the person may see."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from auth.models import User
from casework.cases.awake import find_awake
from casework.cases.models import Case
from casework.core.errors import NotVisible
from casework.enterprise.models import Business


def businesses_of(session: Session, case_id: UUID) -> list[Business]:
    """The businesses of a file, first to last. Its sheet has to be loaded."""
    rows = [r for r in session.scalars(select(Business).where(Business.folder_id == case_id)) if r.readable]
    return sorted(rows, key=lambda r: (r.begun.start if r.begun else date.max, r.id))


def find_business(session: Session, user: User, business_id: UUID) -> tuple[Business, Case]:
    """One business in a file that she may see, its sheet loaded. Raises NotVisible."""
    row = session.get(Business, business_id)
    if row is None:
        raise NotVisible
    return row, find_awake(session, user, row.folder_id)
