"""Copying and putting back a database that is a file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import make_url
from sqlalchemy.orm import Session

from auth.secrets import keep_folder
from casework.backup.archive import Manifest, take_out
from casework.backup.errors import NotPossible
from casework.config import Config
from casework.core.db import make_engine

NAME = "sqlite"
LOOKED_INTO_LATER = True
"""A copy is a database: its audit is walked when it is verified."""


def path_of(config: Config) -> Path:
    """Where the database lies."""
    return Path(make_url(config.url).database or "")


@contextmanager
def copied(config: Config, target: Path) -> Iterator[Session]:
    """Copy the database as it is at one moment, whoever writes meanwhile, and look into the copy. The
    file is complete when the block ends."""
    with (
        closing(sqlite3.connect(f"file:{path_of(config)}?mode=ro", uri=True)) as source,
        closing(sqlite3.connect(target)) as copy,
    ):
        source.backup(copy)
    with looked_into(target) as session:
        yield session
    _into_one_file(target)


@contextmanager
def looked_into(database: Path) -> Iterator[Session]:
    """A session on a copy."""
    engine = make_engine(f"sqlite:///{database}")
    try:
        with Session(engine) as session:
            yield session
    finally:
        engine.dispose()


def version(_session: Session) -> str:
    """The engine's own version."""
    return sqlite3.sqlite_version


def faults(database: Path) -> list[str]:
    """What the engine itself finds wrong with the file."""
    try:
        with closing(sqlite3.connect(database)) as connection:
            said = [str(row[0]) for row in connection.execute("PRAGMA integrity_check(5)")]
    except sqlite3.DatabaseError:
        return ["The database in this copy cannot be read."]
    return [] if said == ["ok"] else [f"The database in this copy is damaged ({len(said)} places)."]


def is_used(config: Config) -> bool:
    """Whether another process has the database open."""
    if not path_of(config).exists():
        return False
    try:
        # Only who is alone may leave the mode in which readers and writers work side by side.
        _into_one_file(path_of(config))
    except sqlite3.OperationalError:
        return True
    return False


def is_empty(config: Config) -> bool:
    """Whether nobody has worked with this database."""
    if not path_of(config).exists():
        return True
    with closing(sqlite3.connect(path_of(config))) as connection:
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        return "organisation" not in tables or not connection.execute("SELECT 1 FROM organisation").fetchone()


def place(config: Config, copy: Path, manifest: Manifest) -> None:
    """Put the database of a copy where it belongs: the one before stays until it is whole."""
    target = path_of(config)
    fresh = target.with_name(f".{target.name}.fresh")
    take_out(copy, manifest, fresh)
    for left in ("-wal", "-shm"):
        target.with_name(target.name + left).unlink(missing_ok=True)
    fresh.replace(target)
    keep_folder(target.parent)


def _into_one_file(database: Path) -> None:
    with closing(sqlite3.connect(database, timeout=1)) as connection:
        (mode,) = connection.execute("PRAGMA journal_mode=DELETE").fetchone()
    if mode != "delete":
        raise NotPossible("The database is in use.")
