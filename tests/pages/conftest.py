"""The scene of the matrix of access, and an instance where nothing has happened yet, served to everybody."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.support import instances
from tests.support.instances import Instance

if TYPE_CHECKING:
    import playwright.sync_api
    from flask import Flask

    from tests.access.scene import Scene
    from tests.pages.readers import Readers
    from tests.support.server import Server

Templates = Callable[[str], Instance]


@pytest.fixture(scope="session")
def shown(templates: Templates, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    """The scene. A test that changes it says so."""
    from tests.access.scene import set_up

    with _app(templates, tmp_path_factory.mktemp("shown")) as app:
        yield set_up(app)


@pytest.fixture(scope="session")
def beginning(templates: Templates, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    """The people of the tests on their first day."""
    from tests.access.people import COLUMNS
    from tests.access.scene import Scene
    from tests.support.people import build, client_as

    with _app(templates, tmp_path_factory.mktemp("beginning")) as app:
        with app.app_context():
            world = build(app)
        there = {column: login for column, login in COLUMNS.items() if login in world.people}
        yield Scene(world, {}, {column: client_as(world.people[login]) for column, login in there.items()})


@pytest.fixture(scope="session")
def devices(
    shown: Scene, chromium: playwright.sync_api.Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Readers]:
    """Everybody of the scene at a device."""
    with _reading(shown, chromium, tmp_path_factory) as made:
        yield made


@pytest.fixture
def readers(devices: Readers) -> Iterator[Readers]:
    """The same; a fault in any console fails the test in which it came."""
    yield devices
    assert devices.faults() == []


@pytest.fixture(scope="module")
def beginners(
    beginning: Scene, chromium: playwright.sync_api.Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Readers]:
    """Everybody on the first day, at a device."""
    with _reading(beginning, chromium, tmp_path_factory) as made:
        yield made
        assert made.faults() == []


@pytest.fixture(scope="module")
def nobody_yet(templates: Templates, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A real instance before its first visit."""
    from tests.support.server import serving

    folder = tmp_path_factory.mktemp("nobody")
    with serving(instances.copy(templates("sqlite"), folder / "instance"), folder / "server.log") as server:
        yield server


@pytest.fixture(params=["ne", "en"])
def lang(request: pytest.FixtureRequest) -> str:
    """Every page is read in both languages."""
    return str(request.param)


@contextmanager
def _app(templates: Templates, folder: Path) -> Iterator[Flask]:
    from casework.app import create_app
    from casework.core.db import db

    app = create_app(instances.copy(templates("sqlite"), folder / "instance").config)
    app.testing = True
    yield app
    with app.app_context():
        for engine in db.engines.values():
            engine.dispose()


@contextmanager
def _reading(
    scene: Scene, chromium: playwright.sync_api.Browser, folders: pytest.TempPathFactory
) -> Iterator[Readers]:
    from tests.pages.readers import Readers
    from tests.support.server import CHEAP, serving

    instance = Instance(scene.world.app.extensions["sahayatri_config"].instance)
    with serving(instance, folders.mktemp("log") / "server.log", app=CHEAP) as server:
        made = Readers(scene, server, chromium)
        yield made
        made.close()
