"""An import whose process dies at any step, or that two go on with at once: it makes no woman twice."""

from __future__ import annotations

import pytest
from flask import Flask

from casework.core.db import db
from casework.doctor import examine
from casework.imports import actions
from casework.imports.models import CHUNK, Import, Outcome, State
from tests.imports import lists
from tests.imports.work import files, go_on, outcomes, start, take_in
from tests.support.instances import Instance
from tests.support.killing import killed_at_each_step
from tests.support.meanwhile import held_back
from tests.support.people import World

pytestmark = pytest.mark.both_engines

LINES = CHUNK + 3


def test_an_import_that_dies_goes_on_and_doubles_nobody(instance: Instance, app: Flask, world: World) -> None:
    import_id = take_in(world.sunita, lists.lines(LINES))
    with app.app_context():
        well = list(examine(db.session))
    seen = set()

    def act() -> None:
        start(world.sunita, import_id)
        go_on(world.sunita, import_id)

    for died in killed_at_each_step(instance, app, act):
        with app.app_context():
            assert list(examine(db.session)) == well, died
            job = db.session.get_one(Import, import_id)
            assert files(db.session) == job.done, died
            state = job.state
            seen.add((state, job.done))
        if state is not State.DONE:
            act()
        assert outcomes(world.sunita, import_id) == {Outcome.OPENED: LINES}, died
    assert {(State.RUNNING, 0), (State.RUNNING, CHUNK), (State.DONE, LINES)} <= seen


def test_two_who_go_on_with_it_at_once_double_nobody(world: World) -> None:
    import_id = take_in(world.sunita, lists.lines(LINES))
    start(world.sunita, import_id)

    def beside() -> None:
        with world.app.app_context():
            go_on(world.sunita, import_id, times=1)

    with held_back(world.sunita, beside) as session:
        actions.go_on(session, world.sunita.user, import_id)
    assert outcomes(world.sunita, import_id) == {Outcome.OPENED: LINES}
    with world.app.app_context():
        assert files(db.session) == LINES
