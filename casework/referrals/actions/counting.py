"""What referrals tell the numbers: their stage and month, and only of women who agreed."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Session

from casework.consent.counting import count
from casework.core import clock
from casework.facts.parts import Part, month_of
from casework.referrals.models import Referral


def count_stage(session: Session, case_id: UUID, referral: Referral, stage: str) -> None:
    """Send one stage from one of our own files: offered, accepted, declined or done. Both sides may
    send the same one; of one referral and stage it is counted once."""
    codes = {"stage": stage, "month": month_of(clock.today())}
    count(session, case_id, Part.REFERRAL, codes, referral.id)
