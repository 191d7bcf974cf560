"""What knows how databases of one kind are copied and put back."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from sqlalchemy import make_url
from sqlalchemy.orm import Session

from casework.backup import in_postgres, in_sqlite
from casework.backup.archive import Manifest
from casework.backup.errors import NotPossible
from casework.config import Config


class Engine(Protocol):
    """One of the modules `in_sqlite` and `in_postgres`."""

    NAME: str
    LOOKED_INTO_LATER: bool

    def copied(self, config: Config, target: Path) -> AbstractContextManager[Session]: ...

    def version(self, _session: Session, /) -> str: ...

    def faults(self, database: Path) -> list[str]: ...

    def is_used(self, config: Config) -> bool: ...

    def is_empty(self, config: Config) -> bool: ...

    def place(self, config: Config, copy: Path, manifest: Manifest) -> None: ...


ENGINES: dict[str, Engine] = {in_sqlite.NAME: in_sqlite, in_postgres.NAME: in_postgres}


def engine_of(config: Config) -> Engine:
    """What copies and puts back the database of an instance. Raises NotPossible."""
    return engine_named(make_url(config.url).get_backend_name())


def engine_named(name: str) -> Engine:
    """Raises NotPossible."""
    if name not in ENGINES:
        raise NotPossible("Databases of this kind are not copied here.")
    return ENGINES[name]
