"""A lock that is due changes with whatever is saved next, be it a change of all keys."""

from __future__ import annotations

from casework.core.db import db
from casework.vault.locks import LockDue
from tests.cases.files import open_file
from tests.support.people import World, acting, client_as


def test_keys_can_be_changed_while_a_lock_is_due(world: World) -> None:
    case_id = open_file(world.asha, "लक्ष्मी")
    with acting(world.asha) as session:
        session.add(LockDue(folder_id=case_id))
    sunita = client_as(world.sunita)
    sunita.visit("/keys/change")
    sunita.press("Change the keys now")
    assert sunita.page.path == "/keys/move"
    with world.app.app_context():
        assert db.session.get(LockDue, case_id) is None
    assert "लक्ष्मी" in client_as(world.asha).visit(f"/files/{case_id}")
