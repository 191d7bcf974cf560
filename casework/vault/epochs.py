"""Moving the vault to a ring's next epoch: its own grants, those it received, stubs and cards.

It goes file by file, some in each request, and can stop between any two. Nothing has to be remembered:
what names an older epoch is what is left, also what somebody wrote who had signed in before the change.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast
from uuid import UUID

from sqlalchemy import func, select, tuple_
from sqlalchemy.orm import Session

from auth.errors import KeyChanged, NotCompared
from auth.held import HeldRing
from auth.progress import counts_all
from auth.rings import names_epochs, on_epoch
from casework.vault.folders import Folder, Grant, Stub
from casework.vault.grants import rekey_share, rekey_stub
from casework.vault.register import Card, RegisterPack, drop_packs, rekey_card
from crypto.envelope import CannotOpen

Row = Grant | Stub | Card
Table = type[Grant] | type[Stub] | type[Card]
TABLES: tuple[Table, ...] = (Grant, Stub, Card)


@on_epoch
def sweep(session: Session, ring: HeldRing, limit: int) -> int:
    """Put what names an older epoch of a ring under its current keys, all of a file together. Returns
    how many files were moved. What cannot be opened (a forged share) stays as it is, and opens no
    better than before."""
    drop_packs(session, ring.id, before=ring.epoch)
    moved = 0
    for table in TABLES:
        if moved < limit:
            moved += _sweep_by(session, ring, table, limit - moved)
    return moved


def _sweep_by(session: Session, ring: HeldRing, table: Table, limit: int) -> int:
    moved, after = 0, (0, UUID(int=0))
    while moved < limit:
        found = _behind(session, ring, table, after, limit - moved)
        if not found:
            break
        after = found[-1]
        moved += _move_files(session, ring, [folder_id for _epoch, folder_id in found])
    return moved


def _behind(
    session: Session, ring: HeldRing, table: Table, after: tuple[int, UUID], limit: int
) -> Sequence[tuple[int, UUID]]:
    """The next files of which a table still names an older epoch."""
    columns = (table.epoch, table.folder_id)
    query = select(*columns).distinct().where(table.ring_id == ring.id, table.epoch < ring.epoch)
    rows = session.execute(query.where(tuple_(*columns) > after).order_by(*columns).limit(limit))
    return [(epoch, folder_id) for epoch, folder_id in rows]


def _move_files(session: Session, ring: HeldRing, folder_ids: list[UUID]) -> int:
    """Move some files. One that somebody else saves or changes the keys of at this moment is left for
    the next time: it is never waited for."""
    lock = select(Folder.id).where(Folder.id.in_(folder_ids)).order_by(Folder.id)
    free = list(session.scalars(lock.with_for_update(skip_locked=True)))
    moved = set()
    for table in TABLES:
        old = select(table).where(table.ring_id == ring.id, table.epoch < ring.epoch)
        query = old.where(table.folder_id.in_(free)).with_for_update(skip_locked=True)
        rows = session.scalars(query.execution_options(populate_existing=True)).all()
        for row in cast("Sequence[Row]", rows):
            try:
                _move(session, ring, row)
                moved.add(row.folder_id)
            except (CannotOpen, KeyChanged, NotCompared):
                continue
    session.flush()
    return len(moved)


def _move(session: Session, ring: HeldRing, row: Row) -> None:
    if isinstance(row, Grant):
        rekey_share(session, ring, row)
    elif isinstance(row, Stub):
        rekey_stub(ring, row)
    else:
        rekey_card(ring, row)


@names_epochs
def names_older(session: Session, ring_id: UUID, epoch: int) -> int:
    """How many files of a ring still name an epoch before this one in their grants; else in their
    stubs, else in their cards or packs: where the first are moved, the others mostly are."""
    for table in TABLES:
        old = select(func.count()).select_from(table).where(table.ring_id == ring_id, table.epoch < epoch)
        if found := session.scalar(old):
            return found
    packs = select(func.count()).where(RegisterPack.ring_id == ring_id, RegisterPack.epoch < epoch)
    return session.scalar(packs.where(RegisterPack.blob.is_not(None))) or 0


@counts_all
def files_of(session: Session, ring_id: UUID) -> int:
    """How many files a ring has keys to."""
    return session.scalar(select(func.count()).select_from(Grant).where(Grant.ring_id == ring_id)) or 0
