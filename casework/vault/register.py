"""The register of a ring: one small sealed card for each of its files, and the search over them.

There is no index of names to attack. A search opens the cards and scans.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from uuid import UUID

from sqlalchemy import ForeignKey, LargeBinary, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from auth.held import HeldRing
from casework.core.db import Base, new_id
from casework.vault.codec import encode
from casework.vault.names_prepared import Prepared, prepare
from crypto import context, envelope

_PAD = 1024


class Card(Base):
    """One file's card in one ring's register. A card that came by a share lives only as long."""

    __tablename__ = "card"
    __table_args__ = (UniqueConstraint("ring_id", "folder_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    ring_id: Mapped[UUID] = mapped_column(ForeignKey("ring.id"))
    folder_id: Mapped[UUID] = mapped_column(ForeignKey("folder.id", ondelete="CASCADE"), index=True)
    grant_id: Mapped[UUID | None] = mapped_column(ForeignKey("grant.id", ondelete="CASCADE"), index=True)
    epoch: Mapped[int]
    version: Mapped[int]
    blob: Mapped[bytes] = mapped_column(LargeBinary)


@dataclass(frozen=True)
class CardText:
    """What a card says: enough to find a file and to name it in a list, nothing of what was told."""

    name: str = ""
    names: tuple[str, ...] = ()
    code: str = ""
    phones: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    birth_year: int | None = None
    palika: int | None = None
    sounds: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Entry:
    """A card as a list page reads it."""

    folder_id: UUID
    text: CardText = field(default_factory=CardText)

    def prepared(self) -> list[tuple[UUID, Prepared]]:
        """Her names as the search compares them, each with her file's id."""
        return [(self.folder_id, Prepared.from_json(sound)) for sound in self.text.sounds]


def _text(body: bytes) -> CardText:
    """A card from its JSON. By hand, not by the codec: a search reads every card of the register."""
    told = json.loads(body.decode()).get
    return CardText(
        name=told("name", ""),
        names=tuple(told("names", ())),
        code=told("code", ""),
        phones=tuple(told("phones", ())),
        numbers=tuple(told("numbers", ())),
        birth_year=told("birth_year"),
        palika=told("palika"),
        sounds=tuple(map(tuple, told("sounds", ()))),
    )


def write_card(
    session: Session,
    ring: HeldRing,
    folder_id: UUID,
    text: CardText,
    *,
    grant_id: UUID | None = None,
) -> Card:
    """Write or replace a file's card in our register."""
    card = session.scalar(select(Card).where(Card.ring_id == ring.id, Card.folder_id == folder_id))
    if card is None:
        card = Card(id=new_id(), ring_id=ring.id, folder_id=folder_id, version=0)
        session.add(card)
    card.grant_id = grant_id
    card.epoch, card.version = ring.epoch, card.version + 1
    heard = tuple(tuple(prepare(name).to_json()) for name in (text.name, *text.names) if name)
    body = json.dumps(encode(replace(text, sounds=heard)), ensure_ascii=False, separators=(",", ":")).encode()
    card.blob = envelope.seal(ring.now.register_key, _context(card), envelope.pad(body, _PAD))
    return card


def rekey_card(ring: HeldRing, card: Card) -> None:
    """Put a card under our current register key."""
    plain = envelope.unseal(ring.keys[card.epoch].register_key, _context(card), card.blob)
    card.epoch, card.version = ring.epoch, card.version + 1
    card.blob = envelope.seal(ring.now.register_key, _context(card), plain)


def read_card(ring: HeldRing, card: Card) -> Entry:
    """What a card says. Raises CannotOpen if it is not ours or was changed."""
    key = ring.keys[card.epoch].register_key
    return Entry(card.folder_id, _text(envelope.unpad(envelope.unseal(key, _context(card), card.blob))))


def read_cards(
    session: Session, ring: HeldRing, folder_ids: Iterable[UUID] | None = None
) -> dict[UUID, Entry]:
    """The cards of some files, or of all, in one SELECT."""
    query = select(Card.folder_id, Card.epoch, Card.version, Card.blob).where(Card.ring_id == ring.id)
    if folder_ids is not None:
        query = query.where(Card.folder_id.in_(list(folder_ids)))
    keys = {epoch: keys.register_key for epoch, keys in ring.keys.items()}
    found = {}
    for folder_id, epoch, version, blob in session.execute(query):
        bound = context.card(ring=ring.id, epoch=epoch, folder=folder_id, version=version)
        found[folder_id] = Entry(folder_id, _text(envelope.unpad(envelope.unseal(keys[epoch], bound, blob))))
    return found


def _context(card: Card) -> bytes:
    return context.card(ring=card.ring_id, epoch=card.epoch, folder=card.folder_id, version=card.version)
