"""The cards of her organisation's files, in whichever of its registers she opens them."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.vault.acting import own_rings
from casework.vault.register import Card, Entry, open_card


def own_cards(session: Session, folder_ids: Iterable[UUID] | None = None) -> dict[UUID, Entry]:
    """The cards of some files, or of all that she has keys to, in one SELECT."""
    wanted = None if folder_ids is None else list(folder_ids)
    if wanted == []:
        return {}
    rings = {held.id: held for held in own_rings(session)}
    query = select(Card.ring_id, Card.folder_id, Card.epoch, Card.version, Card.blob)
    query = query.where(Card.ring_id.in_(rings))
    if wanted is not None:
        query = query.where(Card.folder_id.in_(wanted))
    return {
        folder_id: Entry(folder_id, open_card(rings[ring_id], folder_id, epoch, version, blob))
        for ring_id, folder_id, epoch, version, blob in session.execute(query)
    }
