"""Locking a folder of one's own for a change of its keys, if it still is one's own."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import Session

from casework.core.errors import NotVisible
from casework.vault.folders import Folder, take
from casework.vault.keyring import keyring


def take_own(session: Session, folder_id: UUID) -> Folder:
    """Lock a folder (FOR UPDATE) of which a page was just shown. While that request waited for the lock it
    may have been erased, or have passed to another ring: then it is not found. Raises NotVisible."""
    try:
        folder = take(session, folder_id)
    except NoResultFound:
        raise NotVisible from None
    if folder.ring_id not in keyring(session).rings:
        raise NotVisible
    return folder
