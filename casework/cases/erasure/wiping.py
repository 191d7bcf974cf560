"""Deleting a file with everything that hangs on it, wherever it lies. Needs no key."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from auth.models import Draft, User
from casework.cases.models import Case
from casework.vault import ended
from casework.vault.folders import Folder, Grant
from casework.vault.grants import drop
from casework.vault.tombstones import Basis, Tombstone

Wiping = Callable[[Session, UUID, "Basis | None"], None]

_wiping: list[Wiping] = []


def on_wipe(hook: Wiping) -> Wiping:
    """Call `hook(session, case_id, basis)` in the transaction in which a file is erased, while it is still
    there. It may need no key: an erasure is done again where an older copy of the database is put back."""
    if hook not in _wiping:
        _wiping.append(hook)
    return hook


def wipe(session: Session, case_id: UUID, basis: Basis | None = None, mark: bytes | None = None) -> None:
    """Delete a file, its rows, its keys, the shares of it, its cards in every register and what waits;
    leave a tombstone. Call with the folder's lock (FOR UPDATE) held."""
    organisation_id = session.get_one(Case, case_id).organisation_id
    for hook in _wiping:
        hook(session, case_id, basis)
    shares = select(Grant.id).where(Grant.folder_id == case_id, Grant.sender_ring_id.is_not(None))
    drop(session, list(session.scalars(shares)))
    session.flush()
    _let_go(session, case_id)
    session.execute(delete(Folder).where(Folder.id == case_id))
    _drop_typing(session, organisation_id)
    stone = Tombstone(folder_id=case_id, organisation_id=organisation_id, basis=basis, code_mark=mark)
    session.add(stone)
    session.flush()
    ended.about(session, ended.Kind.ERASED, [case_id])


def _let_go(session: Session, case_id: UUID) -> None:
    """The database deletes them; this session must not write to them again."""
    for row in list(session.identity_map.values()):
        names = (getattr(row, name, None) for name in ("folder_id", "case_id"))
        if case_id in names or (isinstance(row, Case | Folder) and row.id == case_id):
            session.expunge(row)


def _drop_typing(session: Session, organisation_id: UUID) -> None:
    """What colleagues typed while they were signed out may be about her: nobody but they can read it, so
    all of it goes. It would be kept for a day at most."""
    colleagues = select(User.id).where(User.organisation_id == organisation_id)
    session.execute(delete(Draft).where(Draft.user_id.in_(colleagues)))
