"""The two keys of the statistics: made once, sealed to the reporting ring."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from auth.held import HeldRing
from casework.reporting.models import StatisticsKeys
from crypto import context, envelope

_BYTES = envelope.KEY_BYTES


@dataclass(frozen=True, repr=False)
class Keys:
    """`record` makes record keys, `cell` draws the noise. 32 random bytes each."""

    record: bytes
    cell: bytes


def keys_of(session: Session, ring: HeldRing) -> Keys:
    """The ring's statistics keys, under its lock; made at the first release. If they were sealed
    under an earlier epoch they are sealed again, unchanged. Raises CannotOpen."""
    query = select(StatisticsKeys).where(StatisticsKeys.ring_id == ring.id).with_for_update()
    row = session.scalar(query)
    if row is None:
        row = StatisticsKeys(ring_id=ring.id)
        session.add(row)
        both = envelope.new_key() + envelope.new_key()
    else:
        both = envelope.unseal(ring.keys[row.epoch].kek, _bound(row), row.blob)
    _seal(ring, row, both)
    session.flush()
    return Keys(both[:_BYTES], both[_BYTES:])


def _seal(ring: HeldRing, row: StatisticsKeys, both: bytes) -> None:
    if row.epoch != ring.epoch:
        row.epoch = ring.epoch
        row.blob = envelope.seal(ring.now.kek, _bound(row), both)


def _bound(row: StatisticsKeys) -> bytes:
    return context.statistics_keys(ring=row.ring_id, epoch=row.epoch)
