"""What the benchmarks stand on: an instance of their own, on SQLite, with the people of the tests."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask

from casework.app import create_app
from casework.config import Config
from casework.core.db import db
from tests.support.people import World, build


@contextmanager
def ground(*, cheap: bool = True, second_step: bool = True) -> Iterator[World]:
    """A new world, gone at the end. Not `cheap`: new passphrases cost what they cost in earnest.
    Without a second step everybody signs in with her passphrase alone."""
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(Config(instance=Path(folder), cheap_passphrases=cheap, second_step=second_step))
        with app.app_context():
            world = build(app)
        try:
            yield world
        finally:
            _close(app)


def _close(app: Flask) -> None:
    with app.app_context():
        for engine in db.engines.values():
            engine.dispose()
