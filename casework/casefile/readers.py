"""Who reads a file: those with whom she agreed to share it, and until when a network sees who she is."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from auth.models import Ring
from casework.cases.models import Case
from casework.consent.purposes import Purpose
from casework.consent.queries import Standing
from casework.core.i18n import language
from casework.vault.acting import own_ring
from casework.vault.folders import Grant


def agreed_names(session: Session) -> dict[UUID, str]:
    """Ring -> the name of the organisation with which she agreed to something in a file of our own:
    she was asked by that name."""
    return {ring.id: ring.organisation.name(language()) for ring in session.scalars(select(Ring))}


def seen_until(session: Session, case: Case, standing: Standing) -> date | None:
    """The last day on which this organisation sees who she is because she agreed to it: the end of the
    share through which it does, or of what she said here herself. None where that has ended."""
    if case.source_id is not None:
        mine = select(Grant.ends_on).where(Grant.folder_id == case.source_id)
        return session.scalar(mine.where(Grant.ring_id == own_ring(session).id))
    keep = standing.said.get(Purpose.KEEP)
    return keep.valid_until if keep is not None and standing.allows(Purpose.KEEP) else None
