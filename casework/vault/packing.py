"""Packing the register anew: by whoever searches, a few thousand cards at a time, when many are loose."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, delete, exists, func, select, update
from sqlalchemy.orm import Session

from auth.held import HeldRing
from casework.core.db import new_id
from casework.vault.packs import Register
from casework.vault.register import Card, CardText, RegisterPack, open_card
from crypto import context, envelope

MANY_LOOSE = 300
"""From so many loose cards on a search is the slower for them."""
PACK_CARDS = 5000
"""How many cards one search packs at the most, so that nobody waits long."""
_FOR_A_CARD = 160
_STEP = 64 * 1024


@dataclass(frozen=True)
class Choice:
    """What to pack: loose cards that lie in no pack, with all the cards of one pack or of none."""

    files: list[UUID]
    pack_id: UUID | None = None


def pack_some(session: Session, ring: HeldRing, register: Register) -> bool:
    """Pack once, if it is worth it. Cards that others are changing at the moment stay loose."""
    choice = _choose(session, register)
    if choice is None:
        return False
    cards = _take(session, ring, choice)
    if not cards:
        return False
    _seal(session, ring, cards)
    _throw_away(session, ring)
    return True


def _choose(session: Session, register: Register) -> Choice | None:
    own = {folder_id: card for folder_id, card in register.loose.items() if not card.shared}
    if len(own) < MANY_LOOSE:
        return None
    free = [folder_id for folder_id, card in own.items() if card.pack_id not in register.packs]
    packed = (card.pack_id for card in own.values())
    changed = Counter(pack_id for pack_id in packed if pack_id is not None and pack_id in register.packs)
    if changed.total() > len(free):
        [(worst, _)] = changed.most_common(1)
        return Choice(free[: max(0, PACK_CARDS - _held(session, worst))], worst)
    smallest = min(register.packs, key=lambda one: len(register.packs[one]), default=None)
    if smallest is not None and _held(session, smallest) + len(free) <= PACK_CARDS:
        return Choice(free, smallest)
    return Choice(free[:PACK_CARDS])


def _held(session: Session, pack_id: UUID) -> int:
    return session.scalar(select(func.count()).select_from(Card).where(Card.pack_id == pack_id)) or 0


def _take(session: Session, ring: HeldRing, choice: Choice) -> dict[UUID, tuple[UUID, CardText]]:
    """The cards, held against change until the end of the transaction; by their ids."""
    cards = _hold(session, ring, Card.folder_id.in_(choice.files))
    if choice.pack_id is not None:
        whole = _hold(session, ring, Card.pack_id == choice.pack_id)
        if len(whole) < _held(session, choice.pack_id):
            # Somebody changes one of them: what the old pack says of it would stay behind.
            return {}
        cards |= whole
    return cards


def _hold(session: Session, ring: HeldRing, which: ColumnElement[bool]) -> dict[UUID, tuple[UUID, CardText]]:
    columns = select(Card.id, Card.folder_id, Card.epoch, Card.version, Card.blob)
    own = columns.where(Card.ring_id == ring.id, Card.grant_id.is_(None), which).order_by(Card.id)
    return {
        card_id: (folder_id, open_card(ring, folder_id, epoch, version, blob))
        for card_id, folder_id, epoch, version, blob in session.execute(own.with_for_update(skip_locked=True))
    }


def _seal(session: Session, ring: HeldRing, cards: dict[UUID, tuple[UUID, CardText]]) -> None:
    from casework.vault.pack_bytes import build  # as for the packs: not before it is needed

    pack = RegisterPack(id=new_id(), ring_id=ring.id, epoch=ring.epoch, cards=len(cards))
    pack.blob = envelope.seal(
        ring.now.register_key,
        context.pack(ring=ring.id, epoch=ring.epoch, pack=pack.id),
        padded(build(cards.values()), len(cards)),
    )
    session.add(pack)
    session.flush()
    named = update(Card).where(Card.id.in_(list(cards))).values(pack_id=pack.id, loose=False)
    session.execute(named.execution_options(synchronize_session=False))


def padded(body: bytes, cards: int) -> bytes:
    """As long as its number of cards says, whatever they say: on average they need much less."""
    return envelope.pad(body, -(-cards * _FOR_A_CARD // _STEP) * _STEP)


def _throw_away(session: Session, ring: HeldRing) -> None:
    """Delete the packs that no card names any more."""
    of_ring = delete(RegisterPack).where(RegisterPack.ring_id == ring.id)
    unnamed = of_ring.where(~exists().where(Card.pack_id == RegisterPack.id))
    session.execute(unnamed.execution_options(synchronize_session=False))


def with_lost_cards(session: Session) -> int:
    """How many packs hold words of more cards than name them. There should be none, as a card that goes
    empties its pack; somebody has gone round that. Needs no key."""
    named = select(func.count()).select_from(Card).where(Card.pack_id == RegisterPack.id).scalar_subquery()
    lost = select(func.count()).select_from(RegisterPack)
    return session.scalar(lost.where(RegisterPack.blob.is_not(None), RegisterPack.cards != named)) or 0
