"""The stock at rest: one sealed piece under the reporting ring, bound to its release."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from auth.held import HeldRing
from casework.reporting.models import Snapshot
from crypto import context, envelope

if TYPE_CHECKING:
    from casework.reporting.stock import Stock

_PAD = 64 * 1024


def load(session: Session, ring: HeldRing) -> Stock:
    """What lies behind the latest release; empty before the first. Raises CannotOpen."""
    # Stands on numpy, which takes long to load: only who publishes waits for it.
    from casework.reporting.stock import Stock

    row = session.scalar(select(Snapshot).where(Snapshot.ring_id == ring.id))
    if row is None:
        return Stock()
    opened = envelope.unseal(ring.keys[row.epoch].kek, _bound(row), row.blob)
    return Stock.from_bytes(envelope.unpad(opened))


def save(session: Session, ring: HeldRing, release_id: UUID, stock: Stock) -> None:
    """Seal the stock behind a new release; the one behind the release before is gone."""
    session.execute(delete(Snapshot).where(Snapshot.ring_id == ring.id))
    row = Snapshot(release_id=release_id, ring_id=ring.id, epoch=ring.epoch)
    row.blob = envelope.seal(ring.now.kek, _bound(row), envelope.pad(stock.to_bytes(), _PAD))
    session.add(row)


def rekey(session: Session, ring: HeldRing) -> None:
    """Put the snapshot under the ring's current epoch."""
    row = session.scalar(select(Snapshot).where(Snapshot.ring_id == ring.id))
    if row is None or row.epoch == ring.epoch:
        return
    plain = envelope.unseal(ring.keys[row.epoch].kek, _bound(row), row.blob)
    row.epoch = ring.epoch
    row.blob = envelope.seal(ring.now.kek, _bound(row), plain)


def _bound(row: Snapshot) -> bytes:
    return context.snapshot(ring=row.ring_id, epoch=row.epoch, release=row.release_id)
