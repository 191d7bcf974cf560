"""What the reporting ring keeps moves to its next epoch; facts on their way keep the old one."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from auth.held import HeldRing
from auth.rings import names_epochs, on_epoch
from casework.core.db import Base
from casework.facts.models import FactMessage
from casework.reporting.models import Snapshot, StatisticsKeys
from casework.reporting.release import snapshot
from casework.reporting.release.keys import keys_of


@on_epoch
def move(session: Session, ring: HeldRing, limit: int) -> int:
    """Seal the statistics keys and the snapshot again under the ring's current epoch: all at once, for
    they are two rows. Returns how many were moved."""
    kept = _kept(session, ring.id, ring.epoch)
    if kept and limit:
        keys_of(session, ring)
        snapshot.rekey(session, ring)
        session.flush()
    return kept


def _kept(session: Session, ring_id: UUID, epoch: int) -> int:
    return sum(
        _count(session, table, table.ring_id == ring_id, table.epoch < epoch)
        for table in (StatisticsKeys, Snapshot)
    )


@names_epochs
def rows_name(session: Session, ring_id: UUID, epoch: int) -> int:
    """How many facts, keys and snapshots of this ring name an epoch before `epoch`. Facts are moved by
    no change of keys: they go with the next release."""
    mine = FactMessage.recipient_ring_id == ring_id
    facts = _count(session, FactMessage, mine, FactMessage.recipient_epoch < epoch)
    return facts + _kept(session, ring_id, epoch)


def _count(session: Session, table: type[Base], *which: ColumnElement[bool]) -> int:
    return session.scalar(select(func.count()).select_from(table).where(*which)) or 0
