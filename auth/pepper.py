"""A new pepper: the outer layer of everything under it is sealed again, and the old one is destroyed.

Nobody's passphrase is needed, and nobody notices. First the file holds both peppers, then every layer is
moved in one transaction, then the file holds the new one alone: whoever dies in between leaves locks that
open, and the next run ends what was begun.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast
from uuid import UUID
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, event, inspect, select, text
from sqlalchemy.orm import Session

from auth.break_glass_models import RingRecovery
from auth.errors import RenewedMeanwhile
from auth.keys import CODE, PASSPHRASE
from auth.models import Invitation, Membership, User
from auth.secrets import Secrets, read_peppers, write_peppers
from casework.core.db import Base, begin_write
from crypto import context, envelope

_TURN = 7_020_311
"""The advisory lock that rotation and whoever makes a lock take on PostgreSQL."""

_folders: WeakKeyDictionary[Engine, Path] = WeakKeyDictionary()


@dataclass(frozen=True)
class Layer:
    """A column under the pepper. `version`: the column that says under which one ("" : it is tried)."""

    table: type[Base]
    blob: str
    version: str
    bound: Callable[[Any, int], bytes]

    def reseal(self, row: Base, peppers: Mapping[int, bytes], newest: int) -> bool:
        """Put a row's layer under the newest pepper. Whether there was anything to do."""
        blob: bytes = getattr(row, self.blob)
        for version in self._versions(row, peppers):
            try:
                inner = envelope.unseal(peppers[version], self.bound(row, version), blob)
            except (envelope.CannotOpen, KeyError):
                continue
            if version == newest:
                return False
            setattr(row, self.blob, envelope.seal(peppers[newest], self.bound(row, newest), inner))
            if self.version:
                setattr(row, self.version, newest)
            return True
        # Of a pepper that is no longer known: it opens for nobody, now as before.
        return False

    def _versions(self, row: Base, peppers: Mapping[int, bytes]) -> list[int]:
        return [getattr(row, self.version)] if self.version else sorted(peppers, reverse=True)

    def is_under(self, row: Base, version: int, pepper: bytes) -> bool:
        """Whether a row's layer was made with a pepper."""
        if self.version:
            return bool(getattr(row, self.version) == version)
        return opens(getattr(row, self.blob), pepper, self.bound(row, version))


def _outer(form: str) -> Callable[[Any, int], bytes]:
    return lambda row, version: context.outer_lock(
        user=getattr(row, "user_id", None) or row.id, form=form, pepper_version=version
    )


def _membership(row: Membership, version: int) -> bytes:
    return context.membership_lock(
        ring=row.ring_id, epoch=row.epoch, user=row.user_id, pepper_version=version
    )


def _recovery(row: RingRecovery, version: int) -> bytes:
    return context.context("recovery-lock", ring=row.ring_id, epoch=row.epoch, pepper_version=version)


def _factors(row: User, version: int) -> bytes:
    return context.factors(user=row.id, version=row.factors_version, pepper_version=version)


LAYERS: tuple[Layer, ...] = (
    Layer(User, "lock", "pepper_version", _outer(PASSPHRASE)),
    Layer(User, "code_lock", "code_pepper_version", _outer(CODE)),
    Layer(User, "factors", "", _factors),
    Layer(Invitation, "lock", "", _outer(PASSPHRASE)),
    Layer(Membership, "blob", "pepper_version", _membership),
    Layer(RingRecovery, "blob", "pepper_version", _recovery),
)


def opens(blob: bytes, pepper: bytes, bound: bytes) -> bool:
    """Whether a layer opens with a pepper."""
    try:
        envelope.unseal(pepper, bound, blob)
    except envelope.CannotOpen:
        return False
    return True


def version_of(secrets: Secrets, user_id: UUID, lock: bytes, form: str = PASSPHRASE) -> int:
    """Under which pepper somebody's lock lies. Raises CannotOpen if under none."""
    for version in sorted(secrets.peppers, reverse=True):
        bound = context.outer_lock(user=user_id, form=form, pepper_version=version)
        if opens(lock, secrets.peppers[version], bound):
            return version
    raise envelope.CannotOpen


def begin(folder: Path) -> dict[int, bytes]:
    """Put a new pepper beside the old one, unless an unfinished turn has done so. Returns all of them."""
    peppers = read_peppers(folder)
    if len(peppers) == 1:
        peppers = {**peppers, max(peppers) + 1: os.urandom(32)}
        write_peppers(folder, peppers)
    return peppers


def share_turn(session: Session) -> None:
    """Keep the pepper from being renewed until this transaction ends; many may at once."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock_shared(:turn)"), {"turn": _TURN})


def move(session: Session, peppers: Mapping[int, bytes]) -> int:
    """Put every layer under the newest pepper, in this transaction. Returns how many were moved."""
    begin_write(session)
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:turn)"), {"turn": _TURN})
    newest, moved = max(peppers), 0
    for layer in LAYERS:
        column = getattr(layer.table, layer.blob)
        rows = select(layer.table).where(column.is_not(None)).with_for_update(of=layer.table)
        for row in session.scalars(rows.execution_options(populate_existing=True)):
            moved += layer.reseal(row, peppers, newest)
    return moved


def end(folder: Path, peppers: Mapping[int, bytes]) -> None:
    """Destroy every pepper but the newest. Call when the transaction that moved everything is committed."""
    newest = max(peppers)
    write_peppers(folder, {newest: peppers[newest]})


def keep_in(engine: Engine, folder: Path) -> None:
    """Name the instance folder in which a database's pepper lies."""
    _folders[engine] = folder


@event.listens_for(Session, "before_flush")
def _only_under_the_newest(session: Session, _context: object, _instances: object) -> None:
    """A lock that was made while the pepper was being renewed would open for nobody once the old one is
    gone: it is refused, and whoever made it tries again."""
    made = [
        (layer, row)
        for layer in LAYERS
        for row in {*session.new, *session.dirty}
        if isinstance(row, layer.table) and _is_new(row, layer.blob)
    ]
    folder = _folders.get(cast("Engine", session.get_bind())) if made else None
    if folder is None:
        return
    share_turn(session)
    peppers = read_peppers(folder)
    newest = max(peppers)
    if not all(layer.is_under(row, newest, peppers[newest]) for layer, row in made):
        raise RenewedMeanwhile


def _is_new(row: Base, column: str) -> bool:
    return inspect(row).attrs[column].history.has_changes() and getattr(row, column) is not None
