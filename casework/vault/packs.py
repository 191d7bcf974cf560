"""The register packed: a search opens a few packs, and one by one only the cards that lie in none.

Packs are a cache over the cards. What a pack finds is believed only while the card still names that pack,
and what is shown comes from the card. Opened packs live as long as a search: names kept in the memory of a
worker from one request to the next would be names that a sign-out does not lock.
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import ColumnExpressionArgument, select, true
from sqlalchemy.orm import Session

from auth.held import HeldRing
from casework.vault.names_prepared import Prepared, prepare
from casework.vault.names_ranked import Ranked
from casework.vault.names_score import Query
from casework.vault.register import Card, CardText, RegisterPack, open_card, plain_number
from crypto import context, envelope
from crypto.envelope import CannotOpen

# What packs are read with takes long to load: it is, when the first pack is opened.
if TYPE_CHECKING:
    from casework.vault.pack_bytes import Pack


@dataclass(frozen=True)
class Loose:
    """A card that is read by itself."""

    text: CardText
    shared: bool
    """It came by a share, and never lies in a pack."""
    pack_id: UUID | None
    """The pack that holds words of hers from before its last change, if there is one."""


@dataclass(frozen=True)
class Register:
    """A ring's register, opened for one search."""

    packs: dict[UUID, Pack] = field(default_factory=dict)
    loose: dict[UUID, Loose] = field(default_factory=dict)


def open_register(session: Session, ring: HeldRing, *small: HeldRing) -> Register:
    """Open the packs, and the cards that lie in none or have changed since; also the cards of small rings,
    which are never packed."""
    loose = _loose(session, ring, Card.loose)
    for one in small:
        loose |= _loose(session, one, true())
    columns = select(RegisterPack.id, RegisterPack.epoch, RegisterPack.blob)
    opened, gone = {}, []
    # One by one, so that each is opened in the memory that the one before has left.
    rows = session.execute(columns.where(RegisterPack.ring_id == ring.id).execution_options(yield_per=1))
    for pack_id, epoch, blob in rows:
        pack = _open(ring, pack_id, epoch, blob)
        if pack is None:
            gone.append(pack_id)
        else:
            opened[pack_id] = pack
    if gone:
        loose |= _loose(session, ring, Card.pack_id.in_(gone))
    return Register(opened, loose)


def _loose(session: Session, ring: HeldRing, which: ColumnExpressionArgument[bool]) -> dict[UUID, Loose]:
    columns = select(Card.folder_id, Card.epoch, Card.version, Card.blob, Card.grant_id, Card.pack_id)
    rows = session.execute(columns.where(Card.ring_id == ring.id, which))
    return {
        folder_id: Loose(open_card(ring, folder_id, epoch, version, blob), grant_id is not None, pack_id)
        for folder_id, epoch, version, blob, grant_id, pack_id in rows
    }


def _open(ring: HeldRing, pack_id: UUID, epoch: int, blob: bytes | None) -> Pack | None:
    """A pack; None where it is emptied, under keys that are gone, or not what we sealed. The cards
    say the same, only slower."""
    if blob is None or epoch not in ring.keys:
        return None
    from casework.vault.pack_bytes import Pack

    bound = context.pack(ring=ring.id, epoch=epoch, pack=pack_id)
    try:
        return Pack(envelope.unpad(envelope.unseal(ring.keys[epoch].register_key, bound, blob)))
    except (CannotOpen, ValueError):
        return None


def by_name(
    register: Register,
    text: str,
    most: int,
    loose: Iterable[tuple[UUID, CardText]],
    without: Iterable[UUID] = (),
) -> list[tuple[UUID, float]]:
    """Whose names a text may mean, best first: of the packs without some, and of these loose cards."""
    ranked: Ranked[UUID] = Ranked(Query(prepare(text)), most)
    for owner, card in loose:
        for sound in card.sounds:
            ranked.put(owner, Prepared.from_json(sound))
    if register.packs:
        from casework.vault.names_packed import look

        look(ranked, list(register.packs.values()), {*register.loose, *without})
    return ranked.answers()


def by_number(register: Register, wanted: str, most: int, without_phone: Container[UUID] = ()) -> list[UUID]:
    """Files of the packs with such a number: of each pack the first by name, and all those of which
    the phone is left out."""
    return [
        owner
        for pack in register.packs.values()
        for owner in _with_number(pack, wanted, most, register.loose, without_phone)
    ]


def _with_number(
    pack: Pack, wanted: str, most: int, changed: Container[UUID], without_phone: Container[UUID]
) -> list[UUID]:
    coded = set(pack.in_lines("codes", "code_lengths", wanted).tolist())
    phoned = set(pack.in_lines("phones", "phone_lengths", wanted).tolist())
    found: list[UUID] = []
    others: list[UUID] = []
    for card in sorted(coded | phoned):
        owner = pack.owner(card)
        if owner in changed:
            continue
        if owner not in without_phone:
            found.append(owner)
        elif card in coded:
            others.append(owner)
    return found[:most] + others


def by_phone(register: Register, phone: str, without: Container[UUID] = ()) -> list[UUID]:
    """Files of the packs with exactly this phone, as numbers are compared."""
    return [
        owner
        for pack in register.packs.values()
        for card in pack.in_lines("phones", "phone_lengths", f"\x1f{phone}\x1f").tolist()
        if (owner := pack.owner(card)) not in register.loose and owner not in without
    ]


def believed(session: Session, ring: HeldRing, register: Register, found: list[UUID]) -> set[UUID]:
    """Of what the packs say, that of which the card itself still names the pack."""
    columns = select(Card.folder_id, Card.pack_id).where(Card.ring_id == ring.id, Card.loose.is_(False))
    rows = session.execute(columns.where(Card.folder_id.in_(found)))
    return {
        folder_id
        for folder_id, pack_id in rows
        if pack_id in register.packs and register.packs[pack_id].holds(folder_id)
    }


def codes(register: Register) -> set[str]:
    """Every spoken code and number of the register, as numbers are compared."""
    packed = (line.split("\x1f") for pack in register.packs.values() for line in pack.lines("codes"))
    return {code for line in packed for code in line if code} | {
        plain_number(card.text.code) for card in register.loose.values()
    }
