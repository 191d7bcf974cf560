"""Who reads a file and until when, and who explained to her what she agreed to."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from auth.models import Ring, User
from casework.cases.models import Case
from casework.cases.staff import Staff, staff_of
from casework.consent.models import ConsentRecord
from casework.consent.purposes import Purpose
from casework.consent.queries import Standing
from casework.core.i18n import language
from casework.vault.acting import own_ring
from casework.vault.folders import Grant


def agreed_names(session: Session) -> dict[UUID, str]:
    """Ring -> the name of the organisation with which she agreed to something in a file of our own:
    she was asked by that name."""
    return {ring.id: ring.organisation.name(language()) for ring in session.scalars(select(Ring))}


def who_explained(session: Session, user: User, rows: Iterable[ConsentRecord]) -> dict[UUID, str]:
    """Who explained to her what she agreed to, by conversation. Of one that was had elsewhere, before the
    file came here, the name of the organisation: its people are known to nobody here."""
    staff = staff_of(session, user.organisation_id)
    return {row.id: _explained(row, staff) for row in rows}


def _explained(row: ConsentRecord, staff: Staff) -> str:
    if row.passes_on and row.recipient is None:
        return ""  # written when the file came; what was explained stands in the conversation before it
    return row.explained_by if row.entered_by in staff.people else staff.name(row.entered_by)


def seen_until(session: Session, case: Case, standing: Standing) -> date | None:
    """The last day on which this organisation sees who she is because she agreed to it: the end of the
    share through which it does, or of what she said here herself. None where that has ended."""
    if case.source_id is not None:
        mine = select(Grant.ends_on).where(Grant.folder_id == case.source_id)
        return session.scalar(mine.where(Grant.ring_id == own_ring(session).id))
    keep = standing.said.get(Purpose.KEEP)
    return keep.valid_until if keep is not None and standing.allows(Purpose.KEEP) else None
