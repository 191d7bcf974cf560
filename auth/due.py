"""Whether a ring is due for its next epoch, why, and until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from auth.models import Ring, RingEpoch, User, UserRole
from auth.roles import RING_HOLDERS
from casework.audit.models import Act, Entry
from casework.core import clock

EPOCH_LASTS = timedelta(days=365)
WITHIN = timedelta(days=3)
"""So long after somebody has left the keys should be new."""


class Why(StrEnum):
    """Why the keys should be changed."""

    SOMEBODY_LEFT = "somebody_left"
    SUSPECTED = "suspected"
    A_YEAR = "a_year"


@dataclass(frozen=True)
class Due:
    """A change of keys that is due, and its last day."""

    why: Why
    by: date

    @property
    def late(self) -> bool:
        """Whether its day has passed."""
        return clock.today() > self.by


def due(session: Session, ring: Ring) -> Due | None:
    """What asks for new keys today, if anything does."""
    began_at = session.get_one(RingEpoch, (ring.id, ring.epoch)).began_at
    moments = _moments(session, ring, began_at)
    since = [at for at in moments if at]
    if since:
        return Due(Why.SOMEBODY_LEFT, clock.day_of(min(since) + WITHIN))
    if not ring.restricted and _suspected(session, ring.organisation_id):
        return Due(Why.SUSPECTED, clock.today())
    ends = began_at + EPOCH_LASTS
    return Due(Why.A_YEAR, clock.day_of(ends)) if clock.now() > ends else None


def _moments(session: Session, ring: Ring, since: datetime) -> tuple[datetime | None, ...]:
    """When somebody may have gone with the keys of this epoch."""
    if not ring.restricted:
        return _left(session, ring, since), _taken(session, ring, since)
    left = select(func.min(Entry.at)).where(Entry.organisation_id == ring.organisation_id)
    left = left.where(Entry.act == Act.SMALL_RING_LEFT, Entry.folder_id == ring.id)
    return (session.scalar(left.where(Entry.at > since)),)


def why(session: Session, ring: Ring) -> Why | None:
    """Why a ring is due for an epoch today, if it is."""
    found = due(session, ring)
    return found.why if found else None


def _suspected(session: Session, organisation_id: UUID) -> bool:
    """Whether a member's passphrase may have become known since the keys were changed last."""
    numbers = select(func.max(Entry.number)).where(Entry.organisation_id == organisation_id)
    known = session.scalar(numbers.where(Entry.act == Act.KEY_SUSPECTED)) or 0
    changed = session.scalar(numbers.where(Entry.act.in_((Act.EPOCH_BEGUN, Act.BREAK_GLASS_USED)))) or 0
    return known > changed


def _taken(session: Session, ring: Ring, since: datetime) -> datetime | None:
    """When somebody lost the keys first, since this epoch began: she left, or has another role now."""
    taken = select(func.min(Entry.at)).where(Entry.organisation_id == ring.organisation_id)
    return session.scalar(taken.where(Entry.act == Act.KEYS_TAKEN, Entry.at > since))


def _left(session: Session, ring: Ring, since: datetime) -> datetime | None:
    """The same from the accounts, for whoever left before that was noted, or by a backup's being put
    back."""
    holders = select(UserRole.user_id).where(UserRole.role.in_(RING_HOLDERS))
    left = select(func.min(User.left_at)).where(User.organisation_id == ring.organisation_id)
    return session.scalar(
        left.where(User.left_at > since, User.id.in_(holders), User.public_key.is_not(None))
    )
