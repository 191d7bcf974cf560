"""A change of keys over 50,000 files: short to begin, then part by part, each in a transaction of its own.

Against writing the same rows anew in the same parts without opening or sealing anything: what is left of
the ratio is the cryptography and the locks.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import cast
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from auth import rings
from benchmarks.bench_search import women
from benchmarks.ground import ground
from benchmarks.measure import Result, Work, alone
from benchmarks.processor import against
from casework.vault.compartments import OWNED
from casework.vault.folders import Folder, Grant
from casework.vault.grants import own_grant
from casework.vault.register import Card
from crypto import envelope, sheet
from tests.support.people import Someone, World, acting
from tests.support.register import fill_register

MANY = 50_000


def results() -> Iterator[Result]:
    """Beginning, one part, and the whole."""
    with ground() as world:
        sunita = world.sunita
        with world.app.app_context():
            _fill(world)
        yield alone("beginning new keys, however many files", _begin(sunita), turns=5)
        yield alone(f"one part of {rings.AT_ONCE} files", _part(sunita), turns=9)
        whole, plain = _whole(sunita), _plain(sunita)
        what = f"all {MANY} files, against writing their rows plainly"
        yield against(what, whole, plain, turns=1)


def _fill(world: World) -> None:
    files = list(fill_register(world.asha, women(MANY)))
    ring = world.asha.ring
    for start in range(0, MANY, rings.AT_ONCE):
        with acting(world.asha) as session:
            for folder_id in files[start : start + rings.AT_ONCE]:
                parts = sorted(OWNED[ring.purpose])
                entries = [sheet.KeyEntry(one.value, 1, envelope.new_key()) for one in parts]
                session.add(own_grant(ring, folder_id, sheet.Sheet(entries)))


def _begin(someone: Someone) -> Work:
    def work() -> None:
        with someone.world.app.app_context(), acting(someone) as session:
            rings.begin_epoch(session, someone.world.secrets, someone.ring)

    return work


def _part(someone: Someone) -> Work:
    def work() -> int:
        with someone.world.app.app_context(), acting(someone) as session:
            return rings.move_some(session, someone.ring, rings.AT_ONCE)

    return work


def _whole(someone: Someone) -> Work:
    begin, part = _begin(someone), _part(someone)

    def work() -> None:
        begin()
        while part():
            pass

    return work


def _plain(someone: Someone) -> Work:
    def work() -> None:
        with someone.world.app.app_context(), acting(someone) as session:
            files = list(session.scalars(select(Folder.id).order_by(Folder.id)))
        for start in range(0, len(files), rings.AT_ONCE):
            with someone.world.app.app_context(), acting(someone) as session:
                write(session, Grant, files[start : start + rings.AT_ONCE])
                write(session, Card, files[start : start + rings.AT_ONCE])

    kept: dict[UUID, bytes] = {}

    def write(session: Session, table: type[Grant] | type[Card], part: list[UUID]) -> None:
        rows = session.scalars(select(table).where(table.folder_id.in_(part))).all()
        for row in cast("Sequence[Grant | Card]", rows):
            # Something else of the same length, and the next time what stood there.
            now = row.blob
            row.blob = kept.pop(row.id, None) or os.urandom(len(now))
            kept.setdefault(row.id, now)

    return work
