"""What the clock ends, at night and without any key: an offer that nobody answered, a share past its end."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from auth.models import Ring
from casework.audit.chain import Actor, note
from casework.audit.models import Act
from casework.referrals.models import Referral
from casework.referrals.passing.models import Passing
from casework.vault.acting import ACTOR
from casework.vault.folders import Folder


def take_late(session: Session, row: Referral | Passing) -> bool:
    """Hold what was found late, its file first, and look again. A file that somebody works in now is left for
    the next time, so that nobody waits in a circle."""
    query = select(Folder.id).where(Folder.id == row.case_id).with_for_update(skip_locked=True)
    if session.scalar(query) is None:
        return False
    session.refresh(row, with_for_update=True)
    return row.over


def note_lapse(session: Session, row: Referral | Passing) -> None:
    """Write down that it ended: in the name of whoever acts, else of the organisation that offered it."""
    offered_by = session.get_one(Ring, row.sender_ring_id).organisation_id
    by: Actor = session.info.get(ACTOR) or Actor(offered_by, None)
    note(session, by, Act.SHARE_ENDED, folder_id=row.case_id, subject_id=row.id)
