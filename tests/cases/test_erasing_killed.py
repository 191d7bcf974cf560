"""An erasure whose process dies at any step: everything is as before, or everything is gone."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import func, select

from casework.cases.erasure.models import ErasureNotice
from casework.core.db import db
from casework.doctor import examine
from casework.referrals.models import Referral
from casework.vault import ended
from casework.vault.folders import Folder, Grant, Stub
from casework.vault.register import Card
from casework.vault.tombstones import Tombstone
from tests.cases.test_erasing import asked, confirmed
from tests.referrals.files import open_file, refer, take_up
from tests.support.instances import Instance
from tests.support.killing import killed_at_each_step
from tests.support.people import World

pytestmark = pytest.mark.both_engines

IN_COPIES = "rings have erased files that their older keys still open in older copies"
TABLES = (Folder, Grant, Stub, Card, Referral, ErasureNotice, Tombstone)


def test_an_erasure_that_dies_leaves_all_or_nothing(instance: Instance, app: Flask, world: World) -> None:
    case_id = open_file(world.asha)
    take_up(world.nani, refer(world.asha, case_id))
    asked(world.asha, case_id)
    with app.app_context():
        before, well = _counts(), list(examine(db.session))
    last = None
    for died in killed_at_each_step(instance, app, lambda: confirmed(world.sunita, case_id)):
        with app.app_context():
            gone = db.session.get(Folder, case_id) is None
            assert (_counts() == before) is not gone, died
            ended.resolve(db.session)
            logged = ended.read(instance.folder / ended.NAME)[ended.Kind.ERASED]
            assert (case_id in logged) == gone, died
            found = [one for one in examine(db.session) if one not in well]
            assert [one.what for one in found] == ([IN_COPIES] if gone else []), died
            last = gone
    assert last


def _counts() -> list[int | None]:
    return [db.session.scalar(select(func.count()).select_from(one)) for one in TABLES]
