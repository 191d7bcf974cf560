"""Putting a PostgreSQL database back as it was: many times faster than making it again."""

from __future__ import annotations

import psycopg
from psycopg import sql
from sqlalchemy import make_url

from casework.core.db import Base
from tests.support.instances import Instance

KEPT = "kept"
_VERSION = "alembic_version"


def keep(instance: Instance, schema: str = KEPT) -> None:
    """Remember every row, in a schema beside the application's own."""
    copy = sql.SQL("CREATE TABLE {} AS TABLE {}")
    with _connected(instance) as connection:
        connection.execute(sql.SQL("CREATE SCHEMA {}").format(sql.Identifier(schema)))
        for name in _tables():
            connection.execute(copy.format(sql.Identifier(schema, name), sql.Identifier("public", name)))


def restore(instance: Instance, schema: str = KEPT) -> None:
    """Put back the rows that were kept, and only those. Whoever is still at work is cut off."""
    cut_off = (
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'"
    )
    with _connected(instance) as connection:
        connection.execute(cut_off)
        connection.execute(sql.SQL("; ").join(_steps(schema)))


def forget(instance: Instance, schema: str) -> None:
    """Drop what was kept in a schema."""
    with _connected(instance) as connection:
        connection.execute(sql.SQL("DROP SCHEMA {} CASCADE").format(sql.Identifier(schema)))


def _steps(schema: str) -> list[sql.Composed]:
    delete, insert = sql.SQL("DELETE FROM {}"), sql.SQL("INSERT INTO {} SELECT * FROM {}")
    tables = _tables()
    # All rows go and come together: most of the time would go into looking for the children of each.
    unlinked = sql.SQL("SET LOCAL session_replication_role = replica").format()
    return (
        [unlinked]
        + [delete.format(sql.Identifier("public", name)) for name in reversed(tables)]
        + [insert.format(sql.Identifier("public", name), sql.Identifier(schema, name)) for name in tables]
    )


def _tables() -> list[str]:
    """Parents before children."""
    return [_VERSION, *(table.name for table in Base.metadata.sorted_tables)]


def _connected(instance: Instance) -> psycopg.Connection:
    url = make_url(instance.database_url).set(drivername="postgresql")
    return psycopg.connect(url.render_as_string(hide_password=False))
