"""A small demo, as the first run makes it: on SQLite; on PostgreSQL too where every test has both engines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
from flask import Flask

from tests.support import instances
from tests.support.engines import ENGINES

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


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """To make one takes long, and hardly anybody makes one on PostgreSQL."""
    if "seeded" in metafunc.fixturenames:
        both = metafunc.config.getoption("--engines") == "both"
        metafunc.parametrize("seeded", ENGINES if both else ENGINES[:1], indirect=True, scope="module")


@pytest.fixture(scope="module")
def seeded(
    request: pytest.FixtureRequest, templates: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Seeded]:
    """The demo, as the product makes it, with fewer women and cheap passphrases."""
    from casework.app import create_app
    from casework.core.db import db
    from casework.demo.seeding import seed

    admin = request.getfixturevalue("postgres_url") if request.param == "postgresql" else None
    made = instances.copy(templates(request.param), tmp_path_factory.mktemp("demo") / "instance", admin)
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
    if admin:
        instances.drop_database(admin, made.database_url)
