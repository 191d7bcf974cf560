"""The scene of these tests: built once for each engine, for it is put back after every change."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.access.scene import Scene, set_up
from tests.support import instances
from tests.support.instances import Instance


@pytest.fixture(scope="session")
def scenes(
    request: pytest.FixtureRequest,
    templates: Callable[[str], Instance],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Callable[[str], Scene]]:
    """Gives the scene on an engine."""
    from casework.app import create_app
    from casework.core.db import db

    made: dict[str, Scene] = {}

    def scene(engine: str) -> Scene:
        if engine not in made:
            admin: Any = request.getfixturevalue("postgres_url") if engine == "postgresql" else None
            folder = tmp_path_factory.mktemp("access") / "instance"
            app = create_app(instances.copy(templates(engine), folder, admin).config)
            app.testing = True
            made[engine] = set_up(app)
        return made[engine]

    yield scene
    for one in made.values():
        with one.world.app.app_context():
            for each in db.engines.values():
                each.dispose()
