"""What a database holds, as one digest a table; and putting it back as it was."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine

from casework.core.db import Base

WRITTEN_BY_A_REFUSAL = frozenset({"audit_entry", "audit_seal", "audit_head", "sign_in", "throttle"})
"""What was refused is noted, and the session was seen: nothing else may change."""

Digest = dict[str, tuple[int, str]]


def digest(engine: Engine) -> Digest:
    """Table -> how many rows it has, and the SHA-256 of all of them."""
    names = sorted(set(Base.metadata.tables) - WRITTEN_BY_A_REFUSAL)
    connection = engine.raw_connection()
    try:
        cursor = connection.cursor()
        found = {}
        for name in names:
            cursor.execute(f'SELECT * FROM "{name}"')
            rows = sorted(map(repr, cursor.fetchall()))
            found[name] = (len(rows), hashlib.sha256("\n".join(rows).encode()).hexdigest())
        return found
    finally:
        connection.close()


class Kept:
    """A copy of an SQLite database in memory, to go back to."""

    def __init__(self, engine: Engine) -> None:
        self.path = str(engine.url.database)
        self.copy = sqlite3.connect(":memory:")
        with _open(self.path) as now:
            now.backup(self.copy)

    def put_back(self) -> None:
        """Make the database what it was."""
        with _open(self.path) as now:
            self.copy.backup(now)


@contextmanager
def _open(path: str) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(path)
    try:
        yield connection
    finally:
        connection.close()
