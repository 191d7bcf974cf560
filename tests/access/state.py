"""What a database holds, as one digest a table; and putting it back as it was."""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing
from itertools import product

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


class Watched:
    """Every row that is written in an SQLite database, whoever writes it, is told by its table's name: so
    that what nobody touched need not be read."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.at_first = digest(engine)
        with closing(sqlite3.connect(str(engine.url.database))) as connection:
            connection.execute("CREATE TABLE IF NOT EXISTS touched (name TEXT NOT NULL)")
            connection.execute("DELETE FROM touched")
            for name, event in product(self.at_first, ("INSERT", "UPDATE", "DELETE")):
                connection.execute(
                    f'CREATE TRIGGER IF NOT EXISTS "touched_{name}_{event}" AFTER {event} ON "{name}"'
                    f" BEGIN INSERT INTO touched VALUES ('{name}'); END"
                )
            connection.commit()

    @property
    def touched(self) -> bool:
        """Whether any row was written since, be it with what stood there."""
        with closing(sqlite3.connect(str(self.engine.url.database))) as connection:
            return connection.execute("SELECT 1 FROM touched LIMIT 1").fetchone() is not None

    def changed(self) -> list[str]:
        """The tables in which something is not as it was."""
        if not self.touched:
            return []
        now = digest(self.engine)
        return [name for name in now if now[name] != self.at_first[name]]


class Kept:
    """A copy of an SQLite database in memory, to go back to."""

    def __init__(self, engine: Engine) -> None:
        self.path = str(engine.url.database)
        self.copy = sqlite3.connect(":memory:")
        with closing(sqlite3.connect(self.path)) as now:
            now.backup(self.copy)

    def put_back(self) -> None:
        """Make the database what it was."""
        with closing(sqlite3.connect(self.path)) as now:
            now.execute("PRAGMA synchronous=OFF")
            self.copy.backup(now)
