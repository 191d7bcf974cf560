"""The log of what ended, apart from the database: shares that were taken back, files that were erased or
passed on, people who left or whose work needs the keys no longer, key pairs that others may have had, and
recovery codes.

A backup that is put back would bring them to life again; whoever restores it reads here what has ended
since. Ids, digests and days, nothing else, in one file of the instance folder that no backup of the database
holds.

Each transaction writes a line before it commits and another one afterwards. A line without its second one
is a process that died in between, and counts as ended: somebody had confirmed it.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, cast
from uuid import UUID
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, event, inspect, select
from sqlalchemy.orm import Mapper, Session, object_session

from auth.models import User, UserRole
from auth.roles import RING_HOLDERS
from casework.core import clock
from casework.core.db import before_commit, new_id
from casework.vault.folders import Folder, Grant, RestrictedFolder

NAME = "ended.log"
_PENDING, _WRITTEN, _ROLES = "ended_pending", "ended_written", "ended_roles"
_folders: WeakKeyDictionary[Engine, Path] = WeakKeyDictionary()


class Kind(StrEnum):
    """What can end for good; of people, that it has not after all; and that all colleagues read a file no
    longer, or do again."""

    SHARE = "share"
    ERASED = "erased"
    PASSED = "passed"
    LEFT = "left"
    BACK = "back"
    OUT = "out"
    IN = "in"
    PAIR = "pair"
    CODE = "code"
    FEW = "few"
    ALL = "all"
    RING = "ring"


_PAIRS = ((Kind.LEFT, Kind.BACK), (Kind.OUT, Kind.IN), (Kind.FEW, Kind.ALL))
_OPPOSITE = dict(_PAIRS) | {other: one for one, other in _PAIRS}
Ids = Mapping[Kind, frozenset[UUID]]


@dataclass(frozen=True)
class Line:
    """What one transaction ended. `done`: True, False (rolled back), or None where the process died."""

    ids: dict[Kind, frozenset[UUID]] = field(default_factory=dict)
    done: bool | None = None


def keep_in(engine: Engine, folder: Path) -> None:
    """Name the instance folder in which a database's log lies."""
    _folders[engine] = folder


def about(session: Session, kind: Kind, ids: Iterable[UUID]) -> None:
    """Say that this transaction ends something; written just before it commits."""
    session.info.setdefault(_PENDING, {}).setdefault(kind, set()).update(ids)


_HELD = {Kind.PAIR: "public_key", Kind.CODE: "code_lock"}
"""What somebody has had of her own, a key pair and a recovery code: the log holds a digest of each."""


def _mark(kind: Kind, user_id: UUID, held: bytes) -> UUID:
    return UUID(bytes=hashlib.sha256(kind.value.encode() + user_id.bytes + held).digest()[:16])


def left_to(session: Session, folder_id: UUID, ring_id: UUID | None) -> None:
    """Say that from now on only a small ring opens a folder, or everybody again. One in a transaction."""
    about(session, Kind.ALL if ring_id is None else Kind.FEW, [folder_id])
    about(session, Kind.RING, [ring_id] if ring_id is not None else [])


def read_few(path: Path) -> dict[UUID, UUID]:
    """The folders that stand in a small ring since, each with that ring."""
    found: dict[UUID, UUID] = {}
    for line in _lines(path).values():
        if line.done is not False:
            for folder_id in line.ids.get(Kind.ALL, ()):
                found.pop(folder_id, None)
            pair = line.ids.get(Kind.FEW, ()), line.ids.get(Kind.RING, ())
            found.update(zip(*pair, strict=True))
    return found


def read(path: Path, *, sure: bool = False) -> Ids:
    """The ids of everything that ended, by kind. A log that was never begun is empty. `sure`: without what
    a process left open that died."""
    found: dict[Kind, set[UUID]] = {kind: set() for kind in Kind}
    for line in _lines(path).values():
        if line.done or (line.done is None and not sure):
            for kind, ids in line.ids.items():
                found[kind] |= ids
                if kind in _OPPOSITE:
                    found[_OPPOSITE[kind]] -= ids
    return {kind: frozenset(ids) for kind, ids in found.items()}


def resolve(session: Session) -> int:
    """Settle the lines of processes that died, by what the database says. Returns how many."""
    path = _path(session)
    open_lines = {token: line for token, line in _lines(path).items() if line.done is None}
    for token, line in open_lines.items():
        _append(path, {"of": token, "done": not _still_there(session, line)})
    return len(open_lines)


def _still_there(session: Session, line: Line) -> bool:
    shares, files = line.ids.get(Kind.SHARE, ()), line.ids.get(Kind.ERASED, ())
    left, back = line.ids.get(Kind.LEFT, ()), line.ids.get(Kind.BACK, ())
    few, everybody = line.ids.get(Kind.FEW, ()), line.ids.get(Kind.ALL, ())
    apart = select(RestrictedFolder.folder_id)
    holders = select(UserRole.user_id).where(UserRole.role.in_(RING_HOLDERS))
    still = (
        select(Grant.id).where(Grant.id.in_(shares)),
        select(Folder.id).where(Folder.id.in_(files)),
        select(User.id).where(User.id.in_(left), User.left_at.is_(None)),
        select(User.id).where(User.id.in_(back), User.left_at.is_not(None)),
        holders.where(UserRole.user_id.in_(line.ids.get(Kind.OUT, ()))),
        select(User.id).where(User.id.in_(line.ids.get(Kind.IN, ())), User.id.not_in(holders)),
        select(Folder.id).where(Folder.id.in_(few), Folder.id.not_in(apart)),
        apart.where(RestrictedFolder.folder_id.in_(everybody)),
    )
    if any(who_has(session, kind, line.ids.get(kind, ())) for kind in _HELD):
        return True
    return any(session.scalars(query).first() is not None for query in still)


def who_has(session: Session, kind: Kind, marks: Collection[UUID]) -> list[User]:
    """Whoever has one of these key pairs, or recovery codes, now."""
    held = getattr(User, _HELD[kind])
    users = session.scalars(select(User).where(held.is_not(None)).order_by(User.id)).all() if marks else []
    return [one for one in users if _mark(kind, one.id, getattr(one, _HELD[kind])) in marks]


def _lines(path: Path) -> dict[str, Line]:
    found: dict[str, Line] = {}
    for told in _parsed(path):
        if "token" in told:
            ids = {Kind(kind): frozenset(map(UUID, ids)) for kind, ids in told["ids"].items()}
            found[told["token"]] = Line(ids)
        elif told["of"] in found:
            found[told["of"]] = Line(found[told["of"]].ids, told["done"])
    return found


def _parsed(path: Path) -> Iterator[dict[str, Any]]:
    if not path.exists():
        return
    for text in path.read_text().splitlines():
        try:
            yield json.loads(text)
        except ValueError:
            continue  # half a line: its transaction was never committed


def _append(path: Path, line: dict[str, Any]) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        # The line break comes first: after half a line of a process that died, this one is whole.
        os.write(descriptor, b"\n" + json.dumps(line).encode())
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _path(session: Session) -> Path:
    return _folders[cast("Engine", session.get_bind())] / NAME


@before_commit
def _write(session: Session) -> None:
    _who_holds(session)
    pending: dict[Kind, set[UUID]] = session.info.pop(_PENDING, {})
    ids = {kind: sorted(one.hex for one in found) for kind, found in pending.items() if found}
    if not ids:
        return
    path, token = _path(session), new_id().hex
    _append(path, {"token": token, "day": clock.today().isoformat(), "ids": ids})
    session.info[_WRITTEN] = (path, token)


@event.listens_for(User, "after_update")
def _who_left(_mapper: Mapper[User], _connection: Connection, user: User) -> None:
    session = object_session(user)
    if session is not None and inspect(user).attrs.left_at.history.has_changes():
        about(session, Kind.BACK if user.left_at is None else Kind.LEFT, [user.id])
    for kind, name in _HELD.items():
        for before in inspect(user).attrs[name].history.deleted:
            if session is not None and before is not None:
                about(session, kind, [_mark(kind, user.id, before)])


@event.listens_for(UserRole, "after_insert")
@event.listens_for(UserRole, "after_delete")
def _other_work(_mapper: Mapper[UserRole], _connection: Connection, row: UserRole) -> None:
    session = object_session(row)
    if session is not None and row.role in RING_HOLDERS:
        session.info.setdefault(_ROLES, set()).add(row.user_id)


def _who_holds(session: Session) -> None:
    """Of those whose roles were changed: whose work needs the keys no longer, or does again."""
    touched: set[UUID] = session.info.pop(_ROLES, set())
    holders = select(UserRole.user_id).where(UserRole.user_id.in_(touched), UserRole.role.in_(RING_HOLDERS))
    holding = set(session.scalars(holders)) if touched else set()
    about(session, Kind.OUT, touched - holding)
    if holding:
        about(session, Kind.IN, holding & read(_path(session))[Kind.OUT])


@event.listens_for(Session, "after_commit")
def _committed(session: Session) -> None:
    _settle(session, done=True)


@event.listens_for(Session, "after_rollback")
def _rolled_back(session: Session) -> None:
    session.info.pop(_PENDING, None)
    session.info.pop(_ROLES, None)
    _settle(session, done=False)


def _settle(session: Session, *, done: bool) -> None:
    written: tuple[Path, str] | None = session.info.pop(_WRITTEN, None)
    if written is not None:
        _append(written[0], {"of": written[1], "done": done})
