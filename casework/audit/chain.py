"""Writing the chain, last in every transaction, and verifying it."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from casework.audit.models import Act, Entry, Head, Seal
from casework.core import clock
from casework.core.db import before_commit, new_id

_PENDING = "audit_pending"
_SEALS = "audit_seals"
KEY = "audit_key"
"""`session.info` holds the chain key here; set by whoever opens the session."""
WITH_SEALS = (Act.SAVED, Act.CREATED, Act.KEYS_CHANGED)
"""What rows are sealed by. Where none of them was noted in a folder, she wrote in it."""


@dataclass(frozen=True)
class Actor:
    """Who acts, by id, and in whose chain it is written."""

    organisation_id: UUID
    user_id: UUID | None


@dataclass
class _Note:
    actor: Actor
    act: Act
    folder_id: UUID | None
    subject_id: UUID | None
    seals: list[tuple[UUID, int, bytes]] = field(default_factory=list)


def note(
    session: Session,
    actor: Actor,
    act: Act,
    *,
    folder_id: UUID | None = None,
    subject_id: UUID | None = None,
) -> None:
    """Remember an act; it is written with the transaction that it belongs to."""
    session.info.setdefault(_PENDING, []).append(_Note(actor, act, folder_id, subject_id))


def note_seal(session: Session, folder_id: UUID, row_id: UUID, version: int, blob: bytes) -> None:
    """Remember the digest of a blob that is being saved."""
    seals = session.info.setdefault(_SEALS, {})
    seals[row_id] = (folder_id, version, hashlib.sha256(blob).digest())


@dataclass(frozen=True)
class Noted:
    """What is noted at one moment and not yet written."""

    acts: tuple[_Note, ...]
    seals: Mapping[UUID, tuple[UUID, int, bytes]]

    def __bool__(self) -> bool:
        return bool(self.acts or self.seals)


def noted(session: Session) -> Noted:
    """What is noted so far, so that it can be returned to."""
    return Noted(tuple(session.info.get(_PENDING, ())), dict(session.info.get(_SEALS, {})))


def return_to(session: Session, moment: Noted) -> None:
    """Note again what was noted then, and nothing else: what came after it has been undone."""
    session.info[_PENDING], session.info[_SEALS] = list(moment.acts), dict(moment.seals)


def forget(session: Session) -> None:
    """Drop what was noted: its transaction was rolled back."""
    session.info.pop(_PENDING, None)
    session.info.pop(_SEALS, None)


@before_commit
def write(session: Session) -> None:
    """Write what was noted. Refuses to let a sealed row be saved by nobody."""
    pending: list[_Note] = session.info.pop(_PENDING, [])
    seals: dict[UUID, tuple[UUID, int, bytes]] = session.info.pop(_SEALS, {})
    if not pending and not seals:
        return
    if seals:
        _attach_seals(session, pending, seals)
    for organisation_id in sorted({n.actor.organisation_id for n in pending}):
        _append(session, [n for n in pending if n.actor.organisation_id == organisation_id])


def _attach_seals(session: Session, pending: list[_Note], seals: dict[UUID, tuple[UUID, int, bytes]]) -> None:
    actor: Actor = session.info["actor"]
    by_folder = {n.folder_id: n for n in pending if n.act in WITH_SEALS}
    for row_id, (folder_id, version, digest) in sorted(seals.items()):
        if folder_id not in by_folder:
            by_folder[folder_id] = _Note(actor, Act.SAVED, folder_id, None)
            pending.append(by_folder[folder_id])
        by_folder[folder_id].seals.append((row_id, version, digest))


def _append(session: Session, notes: list[_Note]) -> None:
    key: bytes = session.info[KEY]
    head = _locked_head(session, notes[0].actor.organisation_id)
    for item in notes:
        entry = Entry(
            id=new_id(),
            organisation_id=item.actor.organisation_id,
            number=head.number + 1,
            at=clock.now(),
            user_id=item.actor.user_id,
            act=item.act,
            folder_id=item.folder_id,
            subject_id=item.subject_id,
        )
        entry.seals = [
            Seal(entry_id=entry.id, row_id=row_id, version=version, digest=digest)
            for row_id, version, digest in sorted(item.seals)
        ]
        entry.mac = _mac(key, head.mac, entry)
        head.number, head.mac = entry.number, _link(key, entry)
        session.add(entry)


def _locked_head(session: Session, organisation_id: UUID) -> Head:
    query = select(Head).where(Head.organisation_id == organisation_id).with_for_update()
    head = session.scalar(query.execution_options(populate_existing=True))
    if head is None:
        head = Head(
            organisation_id=organisation_id, number=0, mac=_genesis(session.info[KEY], organisation_id)
        )
        session.add(head)
    return head


def _genesis(key: bytes, organisation_id: UUID) -> bytes:
    """What the first entry of a chain is chained to: nobody without the key can begin one anew."""
    return hmac.new(key, b"genesis" + organisation_id.bytes, hashlib.sha256).digest()


def _link(key: bytes, entry: Entry) -> bytes:
    """What the head holds and the next entry is chained to. It stands in no entry, so that nobody who
    cuts off the newest entries can make a head for those that are left."""
    return hmac.new(key, b"head" + entry.mac, hashlib.sha256).digest()


def _mac(key: bytes, previous: bytes, entry: Entry) -> bytes:
    parts = [
        entry.organisation_id.bytes,
        entry.number.to_bytes(8, "big"),
        entry.at.isoformat(timespec="microseconds").encode(),
        entry.user_id.bytes if entry.user_id else b"-",
        entry.act.value.encode(),
        entry.folder_id.bytes if entry.folder_id else b"-",
        entry.subject_id.bytes if entry.subject_id else b"-",
    ]
    for seal in entry.seals:
        parts += [seal.row_id.bytes, seal.version.to_bytes(8, "big"), seal.digest]
    body = b"".join(len(part).to_bytes(4, "big") + part for part in parts)
    return hmac.new(key, previous + body, hashlib.sha256).digest()


@dataclass(frozen=True)
class Break:
    """Where a chain does not hold: the organisation and the number of the entry."""

    organisation_id: UUID
    number: int


def verify(session: Session, key: bytes, organisation_ids: Iterable[UUID] = ()) -> Iterator[Break]:
    """Walk every chain and yield the first break of each: changed, removed or reordered rows. Of the
    organisations that are named each has to have a chain."""
    heads = {head.organisation_id: head for head in session.scalars(select(Head))}
    begun = {*organisation_ids, *session.scalars(select(Entry.organisation_id).distinct()), *heads}
    for organisation_id in sorted(begun):
        head = heads.get(organisation_id)
        number = _first_break(session, key, head) if head else 1
        if number is not None:
            yield Break(organisation_id, number)


def _first_break(session: Session, key: bytes, head: Head) -> int | None:
    entries = session.scalars(
        select(Entry)
        .where(Entry.organisation_id == head.organisation_id)
        .order_by(Entry.number)
        .options(selectinload(Entry.seals))
        .execution_options(yield_per=500)
    )
    previous, number = _genesis(key, head.organisation_id), 0
    for entry in entries:
        expected = _mac(key, previous, entry)
        if entry.number != number + 1 or not hmac.compare_digest(expected, entry.mac):
            return number + 1
        previous, number = _link(key, entry), entry.number
    return None if number and (number, previous) == (head.number, head.mac) else number + 1


def written_down(session: Session) -> Iterator[str]:
    """The heads as they are copied to paper, one line for each organisation: id, number and digest."""
    for head in session.scalars(select(Head).order_by(Head.organisation_id)):
        yield f"{head.organisation_id}:{head.number}:{head.mac.hex()}"


def still_holds(session: Session, key: bytes, line: str) -> bool:
    """Whether the chain of today still holds the entry that was the newest when a head was written
    down. Raises ValueError for a line that is none."""
    organisation_id, number, digest = line.strip().split(":")
    query = select(Entry).where(Entry.organisation_id == UUID(organisation_id), Entry.number == int(number))
    entry = session.scalar(query)
    return entry is not None and hmac.compare_digest(_link(key, entry), bytes.fromhex(digest))


def head_of(session: Session, organisation_id: UUID) -> Head | None:
    """Where the chain of an organisation ends; None before it has begun."""
    return session.get(Head, organisation_id)


def link_at(session: Session, key: bytes, organisation_id: UUID, number: int) -> bytes | None:
    """What the head held when the entry of that number was the newest; None if there is none."""
    query = select(Entry).where(Entry.organisation_id == organisation_id, Entry.number == number)
    entry = session.scalar(query)
    return _link(key, entry) if entry else None
