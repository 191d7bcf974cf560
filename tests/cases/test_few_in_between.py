"""A file on its way to a few: somebody saves in that moment, the process dies, an older copy comes back."""

from __future__ import annotations

from pathlib import Path
from threading import Event, Thread
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import func, select

from casework.cases.models import Case
from casework.core.db import db
from casework.core.errors import NotVisible
from casework.doctor import examine
from casework.people.models import Identity
from casework.people.shown import load_sheets
from casework.vault import ended
from casework.vault.errors import Locked
from casework.vault.folders import Folder, Grant, RestrictedFolder
from casework.vault.register import Card
from tests.backup.hands import copy, say
from tests.cases.few import colleague, found, leave, move, open_again
from tests.cases.files import open_file
from tests.support.instances import Instance
from tests.support.killing import killed_at_each_step
from tests.support.people import Someone, World, acting, client_as

pytestmark = pytest.mark.both_engines

NAME = "लक्ष्मी तामाङ"


def _write(someone: Someone, case_id: UUID, name: str, shown: Event, go: Event) -> list[type[Exception]]:
    """She saves: her page was shown before, and her request goes on when the other says so."""
    try:
        with acting(someone) as session:
            load_sheets(session, [session.get_one(Case, case_id)])
            row = session.scalars(select(Identity).where(Identity.folder_id == case_id)).one()
            assert row.name == NAME
            shown.set()
            go.wait(0.5)
            row.name = name
            session.flush()
    except (Locked, NotVisible) as refused:
        return [type(refused)]
    return []


def test_a_save_that_was_begun_before_is_refused_or_comes_first(world: World, instance: Instance) -> None:
    """On SQLite the mover waits until she has saved; on PostgreSQL she loses the keys in between."""
    case_id = open_file(world.asha, NAME)
    ring_id, shown, gone = found(world.asha), Event(), Event()
    refused: list[type[Exception]] = []
    saving = Thread(target=lambda: refused.extend(_write(world.sunita, case_id, "सीता", shown, gone)))
    saving.start()
    shown.wait(5)
    move(world.asha, case_id, ring_id)
    gone.set()
    saving.join()
    assert refused == ([Locked] if instance.database_url else [])
    with acting(world.asha) as session:
        load_sheets(session, [session.get_one(Case, case_id)])
        assert session.scalars(select(Identity.blob)).all()
        name = session.scalars(select(Identity)).one().name
        assert name == (NAME if instance.database_url else "सीता")
        assert session.scalar(select(func.count()).select_from(Grant)) == 1


def test_moving_that_dies_leaves_it_where_it_was_or_where_it_goes(
    instance: Instance, app: Flask, world: World
) -> None:
    if instance.database_url:
        pytest.skip("the steps are the same")
    case_id = open_file(world.asha, NAME)
    ring_id = found(world.asha)
    with app.app_context():
        everybodys, well = db.session.get_one(Folder, case_id).ring_id, list(examine(db.session))
    left = []
    for died in killed_at_each_step(instance, app, lambda: move(world.asha, case_id, ring_id)):
        with app.app_context():
            stands = db.session.get_one(Folder, case_id).ring_id
            for table in (Grant, Card):
                assert db.session.scalars(select(table.ring_id)).all() == [stands], died
            apart = db.session.get(RestrictedFolder, case_id) is not None
            assert apart == (stands == ring_id), died
            ended.resolve(db.session)
            assert (case_id in ended.read_few(instance.folder / ended.NAME)) == apart, died
            assert list(examine(db.session)) == well, died
            left.append(stands)
    assert left[0] == everybodys
    assert left[-1] == ring_id


def test_an_older_copy_shows_it_to_nobody_but_whoever_had_it(
    world: World, tmp_path: Path, instance: Instance
) -> None:
    """The copy knows nothing of the small ring: the file stands under everybody's keys there."""
    left, again = open_file(world.asha, NAME), open_file(world.asha, "गीता")
    rita = colleague(world)
    made = copy(world, tmp_path)
    leave(world.asha, left)
    leave(world.asha, again, rita)
    open_again(rita, again)
    say(world, "backup", "restore", str(made))
    sunita = client_as(world.sunita)
    sunita.visit(f"/files/{left}", status=404)
    sunita.visit(f"/files/{again}")
    asha = client_as(world.asha)
    assert NAME in asha.visit(f"/files/{left}")
    assert "An older copy of the system was put back" in asha.visit(f"/files/{left}/readers")
    with world.app.app_context():
        told = [one.what for one in examine(db.session)]
        assert "files of a few stand under everybody's keys" in told
    leave(world.asha, left)
    with world.app.app_context():
        assert "files of a few stand under everybody's keys" not in [one.what for one in examine(db.session)]
    assert "Only you" in client_as(world.asha).visit(f"/files/{left}")
