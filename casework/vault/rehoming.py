"""A folder passes to another ring: to fewer people of its organisation, or to another organisation.

Whoever had its keys before opens nothing of it any more that is written from now on. Every compartment gets
a new key, every row is sealed again under it, and no grant, note of a share or card of before stays.
"""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from auth.held import HeldRing
from auth.models import Ring
from casework.vault import grants
from casework.vault.compartments import OWNED, Compartment
from casework.vault.errors import Locked
from casework.vault.folders import Folder, Grant, Stub
from casework.vault.keychange import newest_of, reseal, with_new_keys
from casework.vault.keyring import Opened, keyring
from casework.vault.locks import LockDue
from casework.vault.register import Card
from crypto import sheet


def rehome(session: Session, folder: Folder, to: HeldRing) -> None:
    """Give a folder to another ring of the same purpose. Call with the folder's lock (`take`) held and keys
    to all of it: those of its ring, or a share of everything. The caller writes the card in the new
    register, in the same transaction. Raises Locked if a part of it would stay under keys of before."""
    everything = sorted(OWNED[to.purpose])
    keys = _all_keys(session, folder, to, everything)
    grown = with_new_keys(keys, everything)
    holder = keyring(session)
    holder.opened[folder.id] = Opened(grown)
    holder.held.add(folder.id)
    reseal(session, folder, everything)
    _drop_what_opened_it(session, folder.id)
    kept = sheet.Sheet(newest_of(grown, everything))
    folder.ring_id = to.id
    session.add(grants.own_grant(to, folder.id, kept))
    holder.opened[folder.id] = Opened(kept)
    session.flush()


def _all_keys(session: Session, folder: Folder, to: HeldRing, everything: list[Compartment]) -> sheet.Sheet:
    holder = keyring(session)
    session.flush()
    holder.forget(folder.id)
    holder.open_folders(session, [folder.id])
    purpose = session.get_one(Ring, folder.ring_id).purpose
    if purpose is not to.purpose or not all(holder.can_open(folder.id, one) for one in everything):
        raise Locked
    return holder.opened[folder.id].sheet


def _drop_what_opened_it(session: Session, folder_id: UUID) -> None:
    # A lock that was due has changed now as well.
    shares = select(Grant.id).where(Grant.folder_id == folder_id, Grant.sender_ring_id.is_not(None))
    grants.drop(session, session.scalars(shares).all())
    for table in (Card, Stub, Grant, LockDue):
        session.execute(delete(table).where(table.folder_id == folder_id))
