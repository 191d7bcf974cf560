"""The ground for every test: an instance on each engine, the app, a session, browsers.

Names of the product's own modules are imported inside the fixtures: the rooms below the app are tested
without it.
"""

from __future__ import annotations

import functools
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.support import network, postgres
from tests.support.engines import ENGINES, pytest_addoption, pytest_collection_modifyitems
from tests.support.fast import make_fast
from tests.support.told import pytest_terminal_summary

if TYPE_CHECKING:
    import playwright.sync_api
    from flask import Flask
    from sqlalchemy.orm import Session

    from tests.support.browser import Browser
    from tests.support.chromium import Device
    from tests.support.instances import Instance
    from tests.support.server import Server

# What pytest finds here by its name.
__all__ = ["pytest_addoption", "pytest_collection_modifyitems", "pytest_terminal_summary"]

ARTEFACTS = Path(__file__).resolve().parents[1] / "artefacts"
FAILED = pytest.StashKey[bool]()
Places = Callable[[str, str], "Instance"]


def pytest_configure() -> None:
    """From here on no test reaches another machine."""
    network.guard()
    make_fast()


def pytest_report_header() -> str | None:
    """Whoever leaves PostgreSQL out sees it at the top of the run."""
    return "PostgreSQL is LEFT OUT of this run (TEST_SKIP_POSTGRES=1)" if postgres.SKIPPED else None


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Any:
    """Remember a failure, so that fixtures can keep what the browsers showed."""
    report = yield
    item.stash[FAILED] = item.stash.get(FAILED, False) or report.failed
    return report


# Databases and instances


@pytest.fixture(params=ENGINES)
def engine_name(request: pytest.FixtureRequest) -> str:
    """A test of data runs on both engines; when all tests run, on the one that is drawn for it."""
    return str(request.param)


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """The URL of a database that may create databases; one server for each worker."""
    if postgres.SKIPPED:
        pytest.skip("TEST_SKIP_POSTGRES=1")
    with postgres.server() as url:
        yield url


@pytest.fixture(scope="session")
def templates(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], Instance]:
    """Makes the empty real instance of an engine, migrated and with keys, at its first use."""
    from tests.support.instances import Instance, create_database

    @functools.cache
    def template(engine: str) -> Instance:
        on_postgres = engine == "postgresql"
        url = create_database(request.getfixturevalue("postgres_url")) if on_postgres else ""
        made = Instance(tmp_path_factory.mktemp(engine) / "instance", url)
        made.prepare(real=True)
        return made

    return template


@pytest.fixture(scope="session")
def peopled_templates(
    request: pytest.FixtureRequest,
    templates: Callable[[str], Instance],
    tmp_path_factory: pytest.TempPathFactory,
) -> Callable[[str], Instance]:
    """Makes the instance of an engine in which the people of the tests work, at its first use."""
    from tests.support import instances, people

    @functools.cache
    def template(engine: str) -> Instance:
        admin = request.getfixturevalue("postgres_url") if engine == "postgresql" else None
        folder = tmp_path_factory.mktemp(f"{engine}-peopled") / "instance"
        made = instances.copy(templates(engine), folder, admin)
        people.settle(made)
        return made

    return template


@pytest.fixture(scope="session")
def places(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Places:
    """Makes the place in which tests find their instance, one of each kind: each test finds it as it
    was, and the app of that place can be used again."""
    from tests.support import instances, restoring

    @functools.cache
    def place(kind: str, engine: str) -> Instance:
        template: Instance = request.getfixturevalue(kind)(engine)
        admin = request.getfixturevalue("postgres_url") if engine == "postgresql" else None
        made = instances.copy(template, tmp_path_factory.mktemp("place") / "instance", admin)
        if made.database_url:
            restoring.keep(made)
        return made

    return place


@pytest.fixture
def instance(request: pytest.FixtureRequest, engine_name: str, places: Places) -> Iterator[Instance]:
    """An instance of this test's own: empty, or with the people in it for a test that asks for `world`."""
    from tests.support import restoring

    kind = "peopled_templates" if "world" in request.fixturenames else "templates"
    template: Instance = request.getfixturevalue(kind)(engine_name)
    made = places(kind, engine_name)
    shutil.rmtree(made.folder)
    shutil.copytree(template.folder, made.folder)
    yield made
    if made.database_url:
        restoring.restore(made)


@pytest.fixture(scope="session")
def apps() -> Iterator[Callable[[Instance], Flask]]:
    """Makes the app of a place once: to build it takes longer than most tests."""
    from casework.app import create_app

    kept: dict[Instance, Flask] = {}

    def made(instance: Instance) -> Flask:
        if instance not in kept:
            kept[instance] = create_app(instance.config)
        return kept[instance]

    yield made
    for app in kept.values():
        _let_go(app)


@pytest.fixture
def app(instance: Instance, apps: Callable[[Instance], Flask]) -> Iterator[Flask]:
    """The product on that instance. Errors come through to the test."""
    made = apps(instance)
    made.testing = True
    yield made
    # SQLite's file is replaced for the next test; connections to PostgreSQL stay, with all they know.
    if not instance.database_url:
        _let_go(made)


def _let_go(app: Flask) -> None:
    from casework.core.db import db

    with app.app_context():
        for engine in db.engines.values():
            engine.dispose()


@pytest.fixture
def session(app: Flask) -> Iterator[Session]:
    """A database session in the app's context, for tests of actions."""
    from casework.core.db import db

    with app.app_context():
        yield db.session


# Browsers


@pytest.fixture
def browsers(app: Flask) -> Callable[..., Browser]:
    """Makes another person's browser, in a language."""
    from tests.support.browser import Browser

    def open_browser(lang: str = "ne") -> Browser:
        return Browser(app, lang)

    return open_browser


@pytest.fixture
def client(browsers: Callable[..., Browser]) -> Browser:
    """A browser that checks every page it visits, in Nepali."""
    return browsers()


@pytest.fixture(scope="session")
def chromium() -> Iterator[playwright.sync_api.Browser]:
    """A real Chromium."""
    from tests.support.chromium import chromium

    with chromium() as browser:
        yield browser


@pytest.fixture
def serve(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[..., Server]]:
    """Serves an instance with gunicorn; keeps the log of a failure."""
    from contextlib import ExitStack

    from tests.support.server import serving

    with ExitStack() as running:
        logs: list[Path] = []

        def start(instance: Instance, **options: Any) -> Server:
            logs.append(tmp_path / f"server-{len(logs)}.log")
            return running.enter_context(serving(instance, logs[-1], **options))

        yield start
        if request.node.stash.get(FAILED, False):
            ARTEFACTS.mkdir(exist_ok=True)
            for log in logs:
                (ARTEFACTS / f"{_safe(request.node.name)}-{log.name}").write_bytes(log.read_bytes())


@pytest.fixture
def live_server(serve: Callable[..., Server], instance: Instance, engine_name: str) -> Server:
    """The product in a process of its own, in which no role needs a second step; on PostgreSQL with two
    workers."""
    from tests.support.server import CHEAP

    return serve(instance, workers=2 if engine_name == "postgresql" else 1, app=CHEAP)


@pytest.fixture
def device(
    request: pytest.FixtureRequest, chromium: playwright.sync_api.Browser
) -> Iterator[Callable[..., Device]]:
    """Makes somebody's phone or laptop; a fault in any page's console fails the test."""
    from tests.support.chromium import Device

    devices: list[Device] = []

    def make(server: Server, **options: Any) -> Device:
        devices.append(Device(chromium, server.url, **options))
        return devices[-1]

    yield make
    faults = [fault for made in devices for fault in made.faults]
    for number, made in enumerate(devices):
        if faults or request.node.stash.get(FAILED, False):
            made.keep(ARTEFACTS, f"{_safe(request.node.name)}-{number}")
        made.close()
    assert not faults, faults


def _safe(name: str) -> str:
    return "".join(letter if letter.isalnum() else "-" for letter in name)
