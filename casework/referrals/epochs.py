"""Messages that still lie under an earlier epoch keep its secret alive until they are gone."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from auth.rings import names_epochs
from casework.referrals.models import ReferralMessage


@names_epochs
def messages_name(session: Session, ring_id: UUID, epoch: int) -> bool:
    """Whether a message to this ring names an epoch before `epoch`."""
    found = exists().where(
        ReferralMessage.recipient_ring_id == ring_id, ReferralMessage.recipient_epoch < epoch
    )
    return bool(session.scalar(select(found)))
