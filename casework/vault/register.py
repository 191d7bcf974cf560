"""The register of a ring: one small sealed card for each of its files.

There is no index of names to attack. A search opens the cards and scans; many cards are packed first.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from uuid import UUID

from sqlalchemy import (
    DDL,
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    UniqueConstraint,
    event,
    select,
    text,
    update,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from auth.held import HeldRing
from casework.core.db import Base, new_id
from casework.core.digits import to_ascii
from casework.vault.codec import encode
from casework.vault.names_prepared import Prepared, prepare
from crypto import context, envelope

_PAD = 1024


class Card(Base):
    """One file's card in one ring's register. A card that came by a share lives only as long."""

    __tablename__ = "card"
    __table_args__ = (
        UniqueConstraint("ring_id", "folder_id"),
        # What came by a share has to be gone with it: it lies in no pack.
        CheckConstraint("grant_id IS NULL OR pack_id IS NULL", name="no_share_in_a_pack"),
        CheckConstraint("loose OR pack_id IS NOT NULL", name="loose_or_in_a_pack"),
        Index("ix_card_epoch", "ring_id", "epoch", "folder_id"),
        Index("ix_card_loose", "ring_id", sqlite_where=text("loose = 1"), postgresql_where=text("loose")),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    ring_id: Mapped[UUID] = mapped_column(ForeignKey("ring.id"))
    folder_id: Mapped[UUID] = mapped_column(ForeignKey("folder.id", ondelete="CASCADE"), index=True)
    grant_id: Mapped[UUID | None] = mapped_column(ForeignKey("grant.id", ondelete="CASCADE"), index=True)
    epoch: Mapped[int]
    version: Mapped[int]
    blob: Mapped[bytes] = mapped_column(LargeBinary)
    pack_id: Mapped[UUID | None] = mapped_column(ForeignKey("register_pack.id"), index=True)
    """The one pack that holds words of hers, be they of today or of before her last change."""
    loose: Mapped[bool] = mapped_column(default=True)
    """New, or changed since it was packed: a search reads the card itself."""


class RegisterPack(Base):
    """What a search asks of some thousand cards, sealed as one: a cache that can go at any time.

    Without its bytes it is emptied: its cards are read one by one again until they are packed anew.
    """

    __tablename__ = "register_pack"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    ring_id: Mapped[UUID] = mapped_column(ForeignKey("ring.id"), index=True)
    epoch: Mapped[int]
    cards: Mapped[int]
    blob: Mapped[bytes | None] = mapped_column(LargeBinary)


# A card that goes, by whatever way, empties the pack that holds its words. Cards go with their files,
# without a key and without a line of ours: the database itself sees to it.
_EMPTY = "UPDATE register_pack SET blob = NULL WHERE id = OLD.pack_id;"
_TRIGGERS = {
    "sqlite": (
        "CREATE TRIGGER IF NOT EXISTS card_gone AFTER DELETE ON card WHEN OLD.pack_id IS NOT NULL"
        f" BEGIN {_EMPTY} END",
    ),
    "postgresql": (
        "CREATE OR REPLACE FUNCTION card_gone() RETURNS trigger LANGUAGE plpgsql AS"
        f" $$ BEGIN {_EMPTY} RETURN NULL; END $$",
        "CREATE TRIGGER card_gone AFTER DELETE ON card FOR EACH ROW"
        " WHEN (OLD.pack_id IS NOT NULL) EXECUTE FUNCTION card_gone()",
    ),
}
for _engine, _statements in _TRIGGERS.items():
    for _statement in _statements:
        _ddl = DDL(_statement).execute_if(dialect=_engine)  # type: ignore[no-untyped-call]
        event.listen(Card.__table__, "after_create", _ddl)


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


def plain_number(told: str) -> str:
    """A phone or number as a search compares it: without spaces and strokes, in either script."""
    return re.sub(r"[\s\-/.]", "", to_ascii(told)).casefold()


def write_card(
    session: Session,
    ring: HeldRing,
    folder_id: UUID,
    told: CardText,
    *,
    grant_id: UUID | None = None,
) -> Card:
    """Write or replace a file's card in our register."""
    card = session.scalar(select(Card).where(Card.ring_id == ring.id, Card.folder_id == folder_id))
    if card is None:
        card = Card(id=new_id(), ring_id=ring.id, folder_id=folder_id, version=0)
        session.add(card)
    card.grant_id, card.loose = grant_id, True
    card.epoch, card.version = ring.epoch, card.version + 1
    heard = tuple(tuple(prepare(name).to_json()) for name in (told.name, *told.names) if name)
    body = json.dumps(encode(replace(told, sounds=heard)), ensure_ascii=False, separators=(",", ":")).encode()
    card.blob = envelope.seal(ring.now.register_key, _context(card), envelope.pad(body, _PAD))
    return card


def rekey_card(ring: HeldRing, card: Card) -> None:
    """Put a card under our current register key."""
    plain = envelope.unseal(ring.at(card.epoch).register_key, _context(card), card.blob)
    card.epoch, card.version = ring.epoch, card.version + 1
    card.blob = envelope.seal(ring.now.register_key, _context(card), plain)


def read_card(ring: HeldRing, card: Card) -> Entry:
    """What a card says. Raises CannotOpen if it is not ours or was changed."""
    key = ring.at(card.epoch).register_key
    return Entry(card.folder_id, _text(envelope.unpad(envelope.unseal(key, _context(card), card.blob))))


def read_cards(
    session: Session, ring: HeldRing, folder_ids: Iterable[UUID] | None = None
) -> dict[UUID, Entry]:
    """The cards of some files, or of all, in one SELECT."""
    query = select(Card.folder_id, Card.epoch, Card.version, Card.blob).where(Card.ring_id == ring.id)
    if folder_ids is not None:
        query = query.where(Card.folder_id.in_(list(folder_ids)))
    found = {}
    for folder_id, epoch, version, blob in session.execute(query):
        found[folder_id] = Entry(folder_id, open_card(ring, folder_id, epoch, version, blob))
    return found


def open_card(ring: HeldRing, folder_id: UUID, epoch: int, version: int, blob: bytes) -> CardText:
    """What a card says, from its columns. Raises CannotOpen if it is not ours or was changed."""
    return _open(ring.id, ring.at(epoch).register_key, folder_id, epoch, version, blob)


def _open(ring_id: UUID, key: bytes, folder_id: UUID, epoch: int, version: int, blob: bytes) -> CardText:
    bound = context.card(ring=ring_id, epoch=epoch, folder=folder_id, version=version)
    return _text(envelope.unpad(envelope.unseal(key, bound, blob)))


def drop_packs(session: Session, ring_id: UUID, *, before: int | None = None) -> None:
    """Empty the packs of a ring, or those under its keys before an epoch. Needs no key, and touches no
    card."""
    packs = update(RegisterPack).where(RegisterPack.ring_id == ring_id)
    if before is not None:
        packs = packs.where(RegisterPack.epoch < before, RegisterPack.blob.is_not(None))
    session.execute(packs.values(blob=None))


def _context(card: Card) -> bytes:
    return context.card(ring=card.ring_id, epoch=card.epoch, folder=card.folder_id, version=card.version)
