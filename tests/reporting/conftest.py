"""The office, the partners who send, and a moment at which a release is due."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import select, update

from auth.models import Organisation
from casework.app import create_app
from casework.core import clock
from casework.core.db import db
from casework.reporting.actions import publish
from casework.reporting.models import PUBLISHED, PublishedCell, Release
from tests.reporting.attacks.crowd import Planted, planted, puts
from tests.reporting.population import Woman, send
from tests.reporting.served import Served, serve
from tests.support.instances import Instance, copy
from tests.support.people import World, acting, build

SHRAWAN_2080 = datetime(2023, 8, 1, 6, 0, tzinfo=UTC)
KARTIK_2082 = datetime(2025, 11, 1, 6, 0, tzinfo=UTC)
"""Middle of Kartik: the last month that is over is Ashoj, the end of a quarter."""
MANGSIR_2082 = datetime(2025, 12, 1, 6, 0, tzinfo=UTC)
MAGH_2082 = datetime(2026, 2, 1, 6, 0, tzinfo=UTC)
"""Middle of Magh: Poush is over, and with it the next quarter."""

Cells = dict[str, str]


@pytest.fixture(scope="session")
def crowd() -> Planted:
    """The 3,000 women of the attacks."""
    return planted()


@pytest.fixture(scope="session")
def served(
    crowd: Planted, peopled_templates: Callable[[str], Instance], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Served]:
    """An office that has published their numbers, to be asked over HTTP. Nobody changes what it published."""
    app = create_app(copy(peopled_templates("sqlite"), tmp_path_factory.mktemp("served") / "instance").config)
    app.testing = True
    yield serve(app, puts(crowd.everybody))
    with app.app_context():
        for engine in db.engines.values():
            engine.dispose()


@pytest.fixture(autouse=True)
def moment() -> Iterator[datetime]:
    """All tests of this room stand in Kartik, and move on themselves."""
    with clock.at(KARTIK_2082) as now:
        yield now


@pytest.fixture
def world(app: Flask) -> World:
    """Everybody, since Shrawan 2080: the years of the tables begin with their organisations."""
    with app.app_context():
        made = build(app)
        db.session.execute(update(Organisation).values(founded_on=SHRAWAN_2080.date()))
        db.session.commit()
    return made


@pytest.fixture
def tell(world: World) -> Callable[[Iterable[Woman]], None]:
    """A partner sends the facts of some women."""

    def told(women: Iterable[Woman]) -> None:
        with acting(world.asha) as session:
            send(session, world.asha.ring, women)

    return told


@pytest.fixture
def release(world: World) -> Callable[[], Cells]:
    """The officer publishes; gives every published cell as text."""

    def made() -> Cells:
        with acting(world.ojaswi) as session:
            publish(session, world.ojaswi.user)
        return cells(world)

    return made


def cells(world: World) -> Cells:
    """Every published cell of the latest release: `node|cell` and what stands there."""
    with acting(world.maya) as session:
        newest = select(Release.id).order_by(Release.number.desc()).limit(1)
        query = select(*PUBLISHED).where(PublishedCell.release_id == session.scalar(newest))
        return {f"{name}|{cell}": f"{n} {mark}" for name, cell, n, mark in session.execute(query)}
