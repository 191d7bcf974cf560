"""A small demo on PostgreSQL; the one on SQLite is made by the product's own command."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
from flask import Flask

from tests.support import instances

if TYPE_CHECKING:
    from casework.demo.staff import Staff

WOMEN = 30
"""One of every path."""


@dataclass(repr=False)
class Seeded:
    """The app over a demo, and who works there."""

    app: Flask
    staff: Staff

    @property
    def secrets(self) -> Any:
        """The secrets of the instance."""
        return self.app.extensions["sahayatri_secrets"]


@pytest.fixture(scope="module")
def seeded(postgres_url: str, templates: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Seeded]:
    """The demo, as the product makes it, with fewer women and cheap passphrases."""
    from casework.app import create_app
    from casework.core.db import db
    from casework.demo.seeding import seed

    made = instances.copy(templates("postgresql"), tmp_path_factory.mktemp("demo") / "instance", postgres_url)
    app = create_app(made.config)
    app.testing = True
    with app.app_context():
        staff = seed(
            db.session,
            app.extensions["sahayatri_secrets"],
            lambda _done, _whole: None,
            women=WOMEN,
            cheap=True,
        )
        yield Seeded(app, staff)
    with app.app_context():
        for engine in db.engines.values():
            engine.dispose()
    instances.drop_database(postgres_url, made.database_url)
