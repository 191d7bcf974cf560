"""Whether a ring is due for its next epoch."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from auth.models import Ring, RingEpoch, User, UserRole
from auth.roles import RING_HOLDERS
from casework.audit.models import Act, Entry
from casework.core import clock

EPOCH_LASTS = timedelta(days=365)


class Why(StrEnum):
    """Why the keys should be changed."""

    SOMEBODY_LEFT = "somebody_left"
    SUSPECTED = "suspected"
    A_YEAR = "a_year"


def why(session: Session, ring: Ring) -> Why | None:
    """Why a ring is due for an epoch today, if it is."""
    began_at = session.get_one(RingEpoch, (ring.id, ring.epoch)).began_at
    if _someone_left(session, ring.organisation_id, began_at):
        return Why.SOMEBODY_LEFT
    if _suspected(session, ring.organisation_id):
        return Why.SUSPECTED
    return Why.A_YEAR if clock.now() - began_at > EPOCH_LASTS else None


def _suspected(session: Session, organisation_id: UUID) -> bool:
    """Whether a member's passphrase may have become known since the keys were changed last."""
    numbers = select(func.max(Entry.number)).where(Entry.organisation_id == organisation_id)
    known = session.scalar(numbers.where(Entry.act == Act.KEY_SUSPECTED)) or 0
    changed = session.scalar(numbers.where(Entry.act.in_((Act.EPOCH_BEGUN, Act.BREAK_GLASS_USED)))) or 0
    return known > changed


def _someone_left(session: Session, organisation_id: UUID, since: datetime) -> bool:
    """Whether somebody who had the keys has left since this epoch began."""
    holders = select(UserRole.user_id).where(UserRole.role.in_(RING_HOLDERS))
    left = (
        exists()
        .where(User.organisation_id == organisation_id, User.left_at > since)
        .where(User.id.in_(holders), User.public_key.is_not(None))
    )
    return bool(session.scalar(select(left)))
