"""The migrations make the tables that the rooms declare, on both engines, and can be undone."""

from __future__ import annotations

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from sqlalchemy import inspect

from casework.app import create_app
from casework.core.db import Base, db
from casework.migrating import alembic
from tests.support.instances import Instance


def test_the_migrations_leave_nothing_to_do(app: Flask) -> None:
    with app.app_context(), db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        assert compare_metadata(context, Base.metadata) == []


def test_the_migrations_can_be_undone_and_done_again(instance: Instance) -> None:
    app = create_app(instance.config)
    migrations = alembic(app)
    with app.app_context():
        migrations.downgrade("base")
        with db.engine.connect() as connection:
            assert set(inspect(connection).get_table_names()) <= {"alembic_version"}
        migrations.upgrade()
        with db.engine.connect() as connection:
            assert set(Base.metadata.tables) <= set(inspect(connection).get_table_names())
        db.engine.dispose()
