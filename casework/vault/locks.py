"""Locks that are due for a change: somebody without the owner's keys has ended a share.

Deleting a share needs no key, changing the lock does. So whoever deletes notes the folder here, and the
owner's next save in it gives what could be shared new keys, in the same transaction. Each saving request of
any member of the owning ring takes some others along, so that a file in which nobody writes does not wait.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, delete, event, func, select
from sqlalchemy.orm import Mapped, Mapper, Session, mapped_column, object_session

from auth.errors import KeyChanged, NotCompared
from casework.audit.chain import note, noted, return_to, write
from casework.audit.models import Act
from casework.core import clock
from casework.core.db import Base, before_commit
from casework.vault.acting import ACTOR, ring_of
from casework.vault.compartments import Compartment
from casework.vault.folders import Folder, Grant, take
from casework.vault.grants import drop
from casework.vault.keychange import change_keys
from casework.vault.keyring import INFO, keyring
from casework.vault.sealed import SealedRow
from crypto.envelope import CannotOpen

_SAVED = "saved_folders"


class LockDue(Base):
    """A folder whose lock changes with its owner's next save."""

    __tablename__ = "lock_due"

    folder_id: Mapped[UUID] = mapped_column(ForeignKey("folder.id", ondelete="CASCADE"), primary_key=True)
    since: Mapped[date] = mapped_column(default=clock.today)


def end_without_key(session: Session, grant_ids: Iterable[UUID]) -> None:
    """Delete shares, their stubs and their cards, and note that their folders need a new lock."""
    ids = list(grant_ids)
    query = select(Grant.folder_id).where(Grant.id.in_(ids), Grant.sender_ring_id.is_not(None)).distinct()
    folders = list(session.scalars(query))
    drop(session, ids)
    known = set(session.scalars(select(LockDue.folder_id).where(LockDue.folder_id.in_(folders))))
    session.add_all(LockDue(folder_id=folder_id) for folder_id in folders if folder_id not in known)
    session.flush()


def change_due(session: Session, folder_ids: Iterable[UUID]) -> int:
    """Change the locks that are due among some folders of our own. Returns how many."""
    if INFO not in session.info or ACTOR not in session.info:
        return 0
    due = select(LockDue.folder_id).join(Folder, Folder.id == LockDue.folder_id)
    mine = due.where(Folder.ring_id.in_(keyring(session).rings), LockDue.folder_id.in_(list(folder_ids)))
    found = sorted(session.scalars(mine))
    for folder_id in found:
        _change(session, folder_id)
    return len(found)


def change_some_due(session: Session, limit: int) -> int:
    """Change some of the locks that are due in the rings of whoever acts, beside what she does. One that
    somebody else holds is left, and one whose partners have to be compared first; one in which she writes
    is changed with her save. Returns how many."""
    if INFO not in session.info or ACTOR not in session.info:
        return 0
    session.flush()
    saved: set[UUID] = session.info.get(_SAVED, set())
    due = select(Folder.id).join(LockDue, LockDue.folder_id == Folder.id)
    mine = due.where(Folder.ring_id.in_(keyring(session).rings), Folder.id.not_in(saved))
    mine = mine.order_by(func.random()).limit(limit)
    free = list(session.scalars(mine.with_for_update(skip_locked=True, of=Folder)))
    return sum(_changed(session, folder_id) for folder_id in free)


def _changed(session: Session, folder_id: UUID) -> int:
    before = noted(session)
    try:
        with session.begin_nested():
            return change_due(session, [folder_id])
    except (KeyChanged, NotCompared, CannotOpen):
        return_to(session, before)
        keyring(session).forget(folder_id)
        return 0


def _change(session: Session, folder_id: UUID) -> None:
    ring = ring_of(session, folder_id)
    folder = take(session, folder_id)
    held = keyring(session)
    held.forget(folder_id)
    held.open_folders(session, [folder_id])
    # Whoever takes it along may never have seen the file: the log must not say that she wrote in it.
    note(session, session.info[ACTOR], Act.KEYS_CHANGED, folder_id=folder_id)
    # Nobody who ended it knew what it held, and one that was to pass a file on held everything.
    change_keys(session, ring, folder, [c for c in Compartment if held.can_open(folder_id, c)])
    session.execute(delete(LockDue).where(LockDue.folder_id == folder_id))


@before_commit
def _change_after_save(session: Session) -> None:
    saved: set[UUID] = session.info.pop(_SAVED, set())
    if saved and change_due(session, saved):
        session.flush()
        session.info.pop(_SAVED, None)
        write(session)  # the audit has written already, but not of these


def _remember(_mapper: Mapper[Any], _connection: Any, row: SealedRow) -> None:
    session = object_session(row)
    if session is not None:
        session.info.setdefault(_SAVED, set()).add(row.folder_id)


event.listen(SealedRow, "after_insert", _remember, propagate=True)
event.listen(SealedRow, "after_update", _remember, propagate=True)


@event.listens_for(Session, "after_rollback")
def _forget(session: Session) -> None:
    session.info.pop(_SAVED, None)
