"""Letters between organisations move to the recipient's next epoch, as long as they are there."""

from __future__ import annotations

from typing import cast
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from auth.errors import KeyChanged, NotCompared
from auth.held import HeldRing
from auth.rings import names_epochs, on_epoch
from casework.referrals import post
from casework.referrals.models import ReferralMessage
from casework.referrals.passing.models import PassingLetter
from casework.referrals.post import Letter
from casework.referrals.talks.models import TalkLetter
from casework.vault.messages import Inbox, NotAsSent

KINDS: tuple[type[Letter], ...] = (ReferralMessage, TalkLetter, PassingLetter)


@on_epoch
def move(session: Session, ring: HeldRing, limit: int) -> int:
    """Put letters to us that name an older epoch under our current keys. What does not open as it was
    sent, or comes from a ring that nobody compared, stays as it is. Returns how many were moved."""
    inbox, moved = Inbox(session, ring), 0
    for kind in KINDS:
        for letter_id in _behind(session, ring, kind):
            if moved >= limit:
                return moved
            query = select(kind).where(kind.id == letter_id, kind.recipient_epoch < ring.epoch)
            row = session.scalar(query.with_for_update(skip_locked=True))
            if row is not None and _kept(inbox, cast("Letter", row)):
                moved += 1
    return moved


def _kept(inbox: Inbox, row: Letter) -> bool:
    try:
        post.keep(inbox, row)
    except (NotAsSent, KeyChanged, NotCompared):
        return False
    return True


def _behind(session: Session, ring: HeldRing, kind: type[Letter]) -> list[UUID]:
    query = select(kind.id).where(kind.recipient_ring_id == ring.id, kind.recipient_epoch < ring.epoch)
    return list(session.scalars(query.order_by(kind.id)))


@names_epochs
def letters_name(session: Session, ring_id: UUID, epoch: int) -> int:
    """How many letters to this ring name an epoch before `epoch`."""
    return sum(
        session.scalar(
            select(func.count())
            .select_from(kind)
            .where(kind.recipient_ring_id == ring_id, kind.recipient_epoch < epoch)
        )
        or 0
        for kind in KINDS
    )
