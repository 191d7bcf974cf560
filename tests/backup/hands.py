"""Commands of an instance, as somebody at its machine gives them."""

from __future__ import annotations

import functools
from pathlib import Path

from flask import Flask

from casework.app import create_app
from casework.config import Config
from casework.core.db import db
from casework.migrating import alembic
from tests.support.people import World


def say(world: World, *words: str, status: int | None = 0) -> str:
    """What a command prints. `status`: what it has to end with (None: whatever)."""
    rest(world)
    app = _with_migrations(config_of(world))
    done = app.test_cli_runner().invoke(args=list(words))
    with app.app_context():
        db.engine.dispose()
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    assert status is None or done.exit_code == status, done.output
    return done.output


@functools.cache
def _with_migrations(config: Config) -> Flask:
    """The command line's own app: pages have no use for migrations."""
    app = create_app(config)
    alembic(app)
    return app


def rest(world: World) -> None:
    """Nobody is connected: the instance is stopped."""
    with world.app.app_context():
        db.session.rollback()
        for engine in db.engines.values():
            engine.dispose()


def copy(world: World, folder: Path) -> Path:
    """A copy of the database as it is now."""
    before = set(folder.glob("*")) if folder.exists() else set()
    path = Path(say(world, "backup", "create", str(folder)).strip())
    if path in before:
        raise AssertionError("two copies of one second")
    # Copies of one test are made within a second: each gets a name of its own.
    kept = path.with_name(f"{len(before)}-{path.name}")
    path.rename(kept)
    return kept


def config_of(world: World) -> Config:
    """Where an instance is."""
    found = world.app.extensions["sahayatri_config"]
    assert isinstance(found, Config)
    return found
