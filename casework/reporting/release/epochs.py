"""What the reporting ring keeps moves to its next epoch; facts on their way keep the old one."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from auth.held import HeldRing
from auth.rings import names_epochs, on_epoch
from casework.facts.models import FactMessage
from casework.reporting.models import Snapshot, StatisticsKeys
from casework.reporting.release import snapshot
from casework.reporting.release.keys import keys_of


@on_epoch
def move(session: Session, fresh: HeldRing) -> None:
    """Seal the statistics keys and the snapshot again under the ring's new epoch."""
    if session.get(StatisticsKeys, fresh.id) is not None:
        keys_of(session, fresh)
        snapshot.rekey(session, fresh)


@names_epochs
def rows_name(session: Session, ring_id: UUID, epoch: int) -> bool:
    """Whether a fact, the keys or a snapshot of this ring names an epoch before `epoch`."""
    facts = exists().where(FactMessage.recipient_ring_id == ring_id, FactMessage.recipient_epoch < epoch)
    keys = exists().where(StatisticsKeys.ring_id == ring_id, StatisticsKeys.epoch < epoch)
    kept = exists().where(Snapshot.ring_id == ring_id, Snapshot.epoch < epoch)
    return any(session.scalar(select(found)) for found in (facts, keys, kept))
