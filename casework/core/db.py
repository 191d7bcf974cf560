"""The database: one declarative base, one commit point, write transactions that know they write."""

from __future__ import annotations

import enum
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, ClassVar
from uuid import UUID, uuid4

from flask_sqlalchemy_lite import SQLAlchemy
from sqlalchemy import DateTime, Dialect, Engine, Enum, MetaData, create_engine, event
from sqlalchemy.engine import Connection
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.types import TypeDecorator

WRITES = "sahayatri_writes"
"""Execution option of a connection whose transaction is going to write."""


class UtcDateTime(TypeDecorator[datetime]):
    """An aware UTC moment. SQLite keeps no zone, so it is put back on reading."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise TypeError("a moment needs its time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """The base of every table. The naming convention makes constraints the same on both engines."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        # Enumerations are stored by value, as text: a new member needs no migration.
        enum.Enum: Enum(
            enum.Enum,
            native_enum=False,
            create_constraint=False,
            length=40,
            values_callable=lambda members: [member.value for member in members],
        ),
        datetime: UtcDateTime,
    }


db = SQLAlchemy(engine_options={"hide_parameters": True})


def new_id() -> UUID:
    """A random id: nothing about its order or its time can be read from it."""
    return uuid4()


def begin_write(session: Session) -> Connection:
    """Open the transaction as one that writes: BEGIN IMMEDIATE on SQLite, so that two writers queue
    at the start instead of failing half-way. A transaction that has only read is ended first."""
    if session.in_transaction():
        connection = session.connection()
        if connection.get_execution_options().get(WRITES):
            return connection
        if session.new or session.dirty or session.deleted:
            raise RuntimeError("a transaction that reads cannot begin to write half-way")
        session.rollback()
    return session.connection(execution_options={WRITES: True})


_before_commit: list[Callable[[Session], None]] = []


def before_commit(hook: Callable[[Session], None]) -> Callable[[Session], None]:
    """Register what has to be written last in every transaction (the audit)."""
    if hook not in _before_commit:
        _before_commit.append(hook)
    return hook


def commit(session: Session) -> None:
    """The one place that commits."""
    session.flush()
    for hook in _before_commit:
        hook(session)
    session.commit()


def make_engine(url: str) -> Engine:
    """An engine set up as the application's own is, for commands and tests that stand outside Flask."""
    return create_engine(url, hide_parameters=True)


@event.listens_for(Engine, "connect")
def _prepare_sqlite(connection: Any, _record: Any) -> None:
    if not type(connection).__module__.startswith("sqlite3"):
        return
    # SQLAlchemy begins the transactions (below), so that a writer can begin as one.
    connection.isolation_level = None
    for pragma in (
        "journal_mode=WAL",
        "foreign_keys=ON",
        "busy_timeout=15000",
        "synchronous=NORMAL",
        # What is deleted (a share, a card) must not stay readable in a free page.
        "secure_delete=ON",
    ):
        connection.execute(f"PRAGMA {pragma}")


@event.listens_for(Engine, "begin")
def _begin(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        writes = connection.get_execution_options().get(WRITES, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
