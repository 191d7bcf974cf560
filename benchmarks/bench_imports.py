"""Bringing a list in, against putting the same rows, unsealed, into the same tables."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

from sqlalchemy import Column, MetaData, Table, create_engine
from sqlalchemy.orm import Session, registry

from benchmarks.measure import Result, against, alone
from casework.app import create_app
from casework.config import Config
from casework.core.db import Base, begin_write, commit, db
from casework.imports import actions
from casework.imports.basis import Basis
from casework.imports.models import CHUNK, State
from casework.imports.tables import of_csv
from casework.vault.acting import acting_as
from tests.imports import lists
from tests.support.people import Someone, build

LINES = 100
TURNS = 5
GOAL = 1.5


def results() -> Iterator[Result]:
    """The whole import, and its share of reading."""
    content = lists.as_csv(lists.lines(LINES))
    with _someone() as sunita:
        before = _count()
        _import(sunita, content)
        rows = _made(before)
        plain = _Plain(rows)
        yield alone(f"look through {LINES} lines", lambda: of_csv(content), turns=TURNS)
        yield against(
            f"bring {LINES} lines in, against plain rows",
            lambda: _import(sunita, _other(content)),
            lambda: plain.insert(content),
            goal=GOAL,
            turns=TURNS,
        )


@contextmanager
def _someone() -> Iterator[Someone]:
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(Config(instance=Path(folder), cheap_passphrases=True, second_step=False))
        with app.app_context():
            world = build(app)
            yield world.sunita
            db.engine.dispose()


def _other(content: bytes) -> bytes:
    """The same list of other women: their names differ, so that all are new."""
    return content.replace(b"Pareeksha", f"Pareeksha {uuid4().hex}".encode()).replace(
        b"90000", f"9{uuid4().int % 10000:04}".encode()
    )


def _import(sunita: Someone, content: bytes) -> None:
    session, user, import_id = db.session, sunita.user, uuid4()
    stated = actions.Statement(Basis.ASKED, date.today())  # noqa: DTZ011  any day will do
    with acting_as(session, sunita.world.secrets, user, sunita.rings()):
        session.rollback()
        begin_write(session)
        actions.take_in(session, user, import_id=import_id, table=of_csv(content), calendar="ad")
        commit(session)
        begin_write(session)
        state = actions.start(session, user, import_id, stated).state
        commit(session)
        while state is not State.DONE:
            begin_write(session)
            state = actions.go_on(session, user, import_id).state
            commit(session)


def _count() -> dict[str, set[Any]]:
    return {table.name: {tuple(row[:2]) for row in _rows(table)} for table in Base.metadata.sorted_tables}


def _rows(table: Table) -> list[Any]:
    return list(db.session.execute(table.select()).all())


def _made(before: dict[str, set[Any]]) -> dict[str, list[dict[str, Any]]]:
    """What one import wrote, by table."""
    return {
        table.name: [
            dict(zip(table.columns.keys(), row, strict=True))
            for row in _rows(table)
            if tuple(row[:2]) not in before[table.name]
        ]
        for table in Base.metadata.sorted_tables
    }


class _Plain:
    """The same rows through the same mapper and the same number of transactions, but in the clear."""

    def __init__(self, rows: dict[str, list[dict[str, Any]]]) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.engine = create_engine(f"sqlite:///{self.folder.name}/plain.db")
        self.rows = rows
        metadata = MetaData()
        self.classes: dict[str, type[Any]] = {}
        for table in Base.metadata.sorted_tables:
            if rows[table.name]:
                columns = (Column(c.name, c.type, primary_key=c.primary_key) for c in table.columns)
                self.classes[table.name] = _mapped(table.name, Table(table.name, metadata, *columns))
        metadata.create_all(self.engine)

    def insert(self, content: bytes) -> None:
        """Read the list and put its rows in, a part at a time."""
        of_csv(content)
        parts = LINES // CHUNK
        with Session(self.engine) as session:
            for part in range(parts):
                begin_write(session)
                for name, rows in self.rows.items():
                    for row in rows[part::parts]:
                        session.add(self.classes[name](**row))
                    session.flush()
                session.commit()
            for name in self.classes:
                session.execute(self.classes[name].__table__.delete())
            session.commit()


def _mapped(name: str, table: Table) -> type[Any]:
    def fill(self: Any, **values: Any) -> None:
        for key, value in values.items():
            setattr(self, key, value)

    made: type[Any] = type(name, (), {"__init__": fill})
    registry().map_imperatively(made, table)
    made.__table__ = table
    return made
