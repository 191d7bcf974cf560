"""Moving the vault to a ring's new epoch: its own grants, those it received, stubs and cards."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from auth.errors import KeyChanged, NotCompared
from auth.held import HeldRing
from auth.rings import names_epochs, on_epoch
from casework.core.db import Base
from casework.vault.folders import Folder, Grant, Stub
from casework.vault.grants import rekey_share, rekey_stub
from casework.vault.register import Card, RegisterPack, drop_packs, rekey_card
from crypto.envelope import CannotOpen

TABLES: tuple[type[Grant] | type[Stub] | type[Card], ...] = (Grant, Stub, Card)


@on_epoch
def sweep(session: Session, ring: HeldRing) -> None:
    """Put everything that names an older epoch of a ring under its current keys. What cannot be
    opened (a forged share) stays as it is, and opens no better than before."""
    _hold_folders(session, ring.id)
    drop_packs(session, ring.id)
    for table in TABLES:
        query = select(table).where(table.ring_id == ring.id, table.epoch < ring.epoch)
        for row in session.scalars(query.execution_options(populate_existing=True)).all():
            try:
                _move(session, ring, row)
            except (CannotOpen, KeyChanged, NotCompared):
                continue
    session.flush()


def _hold_folders(session: Session, ring_id: UUID) -> None:
    # A key change that is under way elsewhere ends first: else its new sheet would be lost.
    granted = select(Grant.folder_id).where(Grant.ring_id == ring_id)
    session.execute(
        select(Folder.id).where(Folder.id.in_(granted)).order_by(Folder.id).with_for_update()
    ).all()


def _move(session: Session, ring: HeldRing, row: Base) -> None:
    if isinstance(row, Grant):
        rekey_share(session, ring, row)
    elif isinstance(row, Stub):
        rekey_stub(ring, row)
    elif isinstance(row, Card):
        rekey_card(ring, row)


@names_epochs
def names_older(session: Session, ring_id: UUID, epoch: int) -> bool:
    """Whether a grant, stub, card or pack of a ring still names an epoch before this one."""
    packed = RegisterPack.ring_id == ring_id, RegisterPack.epoch < epoch, RegisterPack.blob.is_not(None)
    return bool(session.scalar(select(exists().where(*packed)))) or any(
        session.scalar(select(exists().where(table.ring_id == ring_id, table.epoch < epoch)))
        for table in TABLES
    )
