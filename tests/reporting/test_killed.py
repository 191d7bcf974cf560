"""A publication whose process dies at any step has published nothing, or everything; and it is made once."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import func, select

from casework.core import clock
from casework.core.db import db
from casework.facts.models import FactMessage
from casework.reporting import actions
from casework.reporting.actions import publish, take_in_part
from casework.reporting.errors import NothingDue
from casework.reporting.models import PublishedCell, Release, Snapshot
from tests.reporting.conftest import KARTIK_2082, MANGSIR_2082, cells
from tests.reporting.population import send, women
from tests.support.instances import Instance
from tests.support.killing import killed_at_each_step
from tests.support.people import World, acting

pytestmark = pytest.mark.both_engines


def _publish(world: World) -> None:
    with clock.at(MANGSIR_2082):
        left = 1
        while left:
            with acting(world.ojaswi) as session:
                left = take_in_part(session)
        with acting(world.ojaswi) as session:
            publish(session, world.ojaswi.user)


def _rows(app: Flask) -> tuple[int, ...]:
    with app.app_context():
        tables = (Release, Snapshot, FactMessage)
        return tuple(db.session.scalar(select(func.count()).select_from(one)) or 0 for one in tables)


def test_a_publication_that_dies_left_all_or_nothing(
    instance: Instance, app: Flask, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "AT_ONCE", 40)
    with clock.at(KARTIK_2082), acting(world.ojaswi) as session:
        publish(session, world.ojaswi.user)
    with acting(world.asha) as session:
        send(session, world.asha.ring, women(30))
    before, waiting = cells(world), _rows(app)
    after: set[tuple[tuple[str, str], ...]] = set()
    for died in killed_at_each_step(instance, app, lambda: _publish(world)):
        if died.done:
            assert _rows(app) == (2, 1, 0)
        else:
            assert _rows(app)[:2] == waiting[:2]
            assert cells(world) == before
            _publish(world)
        with pytest.raises(NothingDue):
            _publish(world)
        after.add(tuple(sorted(cells(world).items())))
        with app.app_context():
            newest = select(func.count(func.distinct(PublishedCell.release_id)))
            assert db.session.scalar(newest) == 1
    assert len(after) == 1
