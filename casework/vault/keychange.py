"""Changing the lock: new data keys for a folder, its rows sealed again, what remains re-issued."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from auth.held import HeldRing
from casework.core import clock
from casework.vault import grants
from casework.vault.compartments import Compartment
from casework.vault.folders import Folder, Grant, Stub, take
from casework.vault.keyring import Opened, keyring
from casework.vault.sealed import REGISTRY
from crypto import envelope, sheet


def end_shares(session: Session, owner: HeldRing, folder_id: UUID, consent_id: UUID) -> int:
    """Withdraw a consent from a folder: its shares and their cards go, the lock changes, and what
    another live consent covers is issued again. Returns how many shares ended.

    One transaction, under the folder's lock: nothing is half open in between.
    """
    folder = take(session, folder_id)
    keyring(session).forget(folder.id)
    ending = [s for s in _all_shares(session, owner, folder.id) if s.consent_id == consent_id]
    grants.drop(session, [s.grant_id for s in ending])
    if ending:
        change_keys(session, owner, folder, _union(ending))
    return len(ending)


def end_share(session: Session, owner: HeldRing, folder_id: UUID, grant_id: UUID) -> None:
    """End one share (declined, revoked, done) and change the lock of what it covered."""
    folder = take(session, folder_id)
    keyring(session).forget(folder.id)
    ending = [s for s in _all_shares(session, owner, folder.id) if s.grant_id == grant_id]
    grants.drop(session, [grant_id])
    if ending:
        change_keys(session, owner, folder, _union(ending))


def change_keys(
    session: Session, owner: HeldRing, folder: Folder, compartments: Iterable[Compartment]
) -> None:
    """Give compartments new data keys. Call with the folder's lock (FOR UPDATE) held."""
    holder = keyring(session)
    session.flush()
    own = session.scalars(
        select(Grant)
        .where(Grant.folder_id == folder.id, Grant.ring_id == owner.id)
        .where(Grant.sender_ring_id.is_(None))
        .execution_options(populate_existing=True)
    ).one()
    holder.forget(folder.id)
    holder.open_folders(session, [folder.id])
    changed = sorted(set(compartments))
    grown = with_new_keys(holder.opened[folder.id].sheet, changed)
    holder.opened[folder.id] = Opened(grown)
    holder.held.add(folder.id)
    reseal(session, folder, changed)
    kept = sheet.Sheet(newest_of(grown, changed))
    grants.seal_grant(owner, own, kept)
    holder.opened[folder.id] = Opened(kept)
    session.flush()
    _reissue(session, owner, folder.id, frozenset(changed))


def with_new_keys(keys: sheet.Sheet, changed: list[Compartment]) -> sheet.Sheet:
    """A sheet, and beside its keys a new one for each of some compartments."""
    fresh = []
    for compartment in changed:
        current = keys.current(compartment)
        number = current.number + 1 if current else 1
        fresh.append(sheet.KeyEntry(compartment.value, number, envelope.new_key()))
    return sheet.Sheet([*keys.entries, *fresh])


def newest_of(keys: sheet.Sheet, changed: list[Compartment]) -> list[sheet.KeyEntry]:
    """Of some compartments the newest key alone, of the others what there is."""
    # Every row was sealed again in this transaction, so no row names an old key any more.
    return [e for e in keys.entries if e.compartment not in changed or e == keys.current(e.compartment)]


def reseal(session: Session, folder: Folder, compartments: Iterable[Compartment]) -> None:
    """Seal every row of some compartments again, whichever room it belongs to."""
    wanted = set(compartments)
    for cls in REGISTRY:
        if cls.__compartment__ not in wanted:
            continue
        for row in session.scalars(select(cls).where(cls.folder_id == folder.id)):
            row.plain()
            flag_modified(row, "blob")
    session.flush()


def _reissue(session: Session, owner: HeldRing, folder_id: UUID, changed: frozenset[Compartment]) -> None:
    for stub in session.scalars(select(Stub).where(Stub.folder_id == folder_id)):
        share = grants.read_stub(owner, stub)
        grant = session.get(Grant, share.grant_id)
        if grant is not None and share.compartments & changed and share.ends_on >= clock.today():
            grants.reissue(session, owner, stub, grant)
    session.flush()


def _all_shares(session: Session, owner: HeldRing, folder_id: UUID) -> list[grants.Share]:
    stubs = session.scalars(select(Stub).where(Stub.folder_id == folder_id))
    return [grants.read_stub(owner, stub) for stub in stubs]


def _union(shares: list[grants.Share]) -> frozenset[Compartment]:
    return frozenset().union(*(s.compartments for s in shares))
