"""A demo whose making was cut off: noticed, and begun again from an empty database."""

from __future__ import annotations

import json
from pathlib import Path
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from auth.models import Organisation
from casework.core.db import Base, begin_write, commit

_FILE = "demo-unfinished.json"


class NotEmpty(Exception):
    """The database holds something that is no unfinished demo of this folder."""


def begin(folder: Path, organisations: dict[str, UUID]) -> None:
    """Note, before anything is written, which organisations the demo is going to make."""
    (folder / _FILE).write_text(json.dumps({key: made.hex for key, made in organisations.items()}))


def end(folder: Path) -> None:
    """The demo is whole."""
    (folder / _FILE).unlink(missing_ok=True)


def clear(session: Session, folder: Path) -> bool:
    """Empty the database of an unfinished demo. Says whether there was one.

    Raises NotEmpty, and touches nothing, if it holds any organisation that this folder's
    unfinished demo did not make: a real database that was named by mistake."""
    there = set(session.scalars(select(Organisation.id)))
    session.rollback()
    if not there <= _noted(folder):
        raise NotEmpty
    if not (folder / _FILE).exists():
        return False
    begin_write(session)
    for table in reversed(Base.metadata.sorted_tables):
        session.execute(table.delete())
    commit(session)
    end(folder)
    return True


def _noted(folder: Path) -> set[UUID]:
    path = folder / _FILE
    return {UUID(one) for one in json.loads(path.read_text()).values()} if path.exists() else set()
