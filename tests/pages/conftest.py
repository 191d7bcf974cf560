"""The scene of the matrix of access, served, and everybody of it with a device."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from tests.support import instances
from tests.support.instances import Instance

if TYPE_CHECKING:
    import playwright.sync_api

    from tests.access.scene import Scene
    from tests.pages.readers import Readers
    from tests.support.server import Server


@pytest.fixture(scope="session")
def shown(templates: Callable[[str], Instance], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    """The scene. A test that changes it says so."""
    from casework.app import create_app
    from casework.core.db import db
    from tests.access.scene import set_up

    folder = tmp_path_factory.mktemp("shown") / "instance"
    app = create_app(instances.copy(templates("sqlite"), folder).config)
    app.testing = True
    scene = set_up(app)
    yield scene
    with app.app_context():
        for engine in db.engines.values():
            engine.dispose()


@pytest.fixture(scope="session")
def shown_server(shown: Scene, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The scene in a process of its own."""
    from tests.support.server import serving

    folder = shown.world.app.extensions["sahayatri_config"].instance
    with serving(Instance(folder), tmp_path_factory.mktemp("shown-log") / "server.log") as server:
        yield server


@pytest.fixture(scope="session")
def devices(
    shown: Scene, shown_server: Server, chromium: playwright.sync_api.Browser
) -> Iterator[Readers]:
    """Everybody at a device."""
    from tests.pages.readers import Readers

    made = Readers(shown, shown_server, chromium)
    yield made
    made.close()


@pytest.fixture
def readers(devices: Readers) -> Iterator[Readers]:
    """The same; a fault in any console fails the test in which it came."""
    yield devices
    assert devices.faults() == []


@pytest.fixture(params=["ne", "en"])
def lang(request: pytest.FixtureRequest) -> str:
    """Every page is read in both languages."""
    return str(request.param)
