"""The log of what ended, apart from the database."""

from __future__ import annotations

from uuid import UUID

import pytest
from flask import Flask

from casework.core import clock
from casework.core.db import db
from casework.vault.ended import NAME, Kind, about, read, resolve
from casework.vault.folders import Grant
from casework.vault.keychange import end_share
from tests.support.instances import Instance
from tests.support.killing import killed_at_each_step
from tests.support.people import World, acting
from tests.vault.sharing import give

pytestmark = pytest.mark.both_engines


def _end(world: World, case_id: UUID, grant_id: UUID) -> None:
    with acting(world.sunita) as session:
        end_share(session, world.sunita.ring, case_id, grant_id)


def test_a_share_that_was_taken_back_stands_in_the_log(world: World, woman: UUID, instance: Instance) -> None:
    grant_id = give(world, woman)
    _end(world, woman, grant_id)
    log = instance.folder / NAME
    assert read(log)[Kind.SHARE] == {grant_id}
    told = log.read_text()
    assert clock.today().isoformat() in told
    assert woman.hex not in told
    assert log.stat().st_mode & 0o777 == 0o600


def test_what_was_rolled_back_has_not_ended(world: World, woman: UUID, instance: Instance) -> None:
    grant_id = give(world, woman)
    with pytest.raises(ZeroDivisionError), acting(world.sunita) as session:
        end_share(session, world.sunita.ring, woman, grant_id)
        raise ZeroDivisionError
    assert read(instance.folder / NAME)[Kind.SHARE] == frozenset()


def test_half_a_line_hides_nothing(world: World, woman: UUID, instance: Instance) -> None:
    log = instance.folder / NAME
    log.write_bytes(b'{"token": "ab", "ids": {"sha')
    grant_id = give(world, woman)
    _end(world, woman, grant_id)
    assert read(log)[Kind.SHARE] == {grant_id}


def test_a_process_that_died_is_settled_by_the_database(
    instance: Instance, app: Flask, world: World, woman: UUID
) -> None:
    grant_id = give(world, woman)
    for died in killed_at_each_step(instance, app, lambda: _end(world, woman, grant_id)):
        with app.app_context():
            resolve(db.session)
        ended = grant_id in read(instance.folder / NAME)[Kind.SHARE]
        with app.app_context():
            assert (db.session.get(Grant, grant_id) is None) is ended, died


def test_nothing_is_written_where_nothing_ends(world: World, woman: UUID, instance: Instance) -> None:
    with acting(world.sunita) as session:
        about(session, Kind.SHARE, [])
    assert not (instance.folder / NAME).exists()
