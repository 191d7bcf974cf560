"""A file that is erased while somebody else is at it: it is erased once, and nothing of it stays."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select

from auth import rings
from auth.ring_opening import remember
from auth.roles import Role
from casework.audit.models import Act, Entry
from casework.cases.erasure.actions import erase
from casework.cases.notes import Note
from casework.core.db import db
from casework.doctor import examine
from casework.vault.folders import Folder
from casework.vault.tombstones import Tombstone
from tests.cases.test_erasing import asked
from tests.cases.test_erasing_killed import IN_COPIES
from tests.referrals.files import open_file, refer, take_up
from tests.support.meanwhile import held_back
from tests.support.people import Someone, World, acting, client_as, hire

pytestmark = pytest.mark.both_engines


@pytest.fixture
def case_id(world: World) -> UUID:
    """A file that waits to be erased; a network reads it."""
    made = open_file(world.asha)
    take_up(world.nani, refer(world.asha, made))
    asked(world.asha, made)
    return made


def rita(world: World) -> Someone:
    """A second supervisor."""
    with acting(world.sunita) as session:
        made = hire(world, "rita", "a", Role.SUPERVISOR, name_ne="रीता")
        rings.admit(session, world.secrets, world.sunita.ring, made.user, by=world.sunita.id)
        remember(made.user, made.seed, world.sunita.ring)
    return made


def test_two_who_confirm_at_once_erase_it_once(world: World, case_id: UUID) -> None:
    browser, well = client_as(rita(world)), _told(world)
    browser.visit(f"/files/{case_id}/erase")
    browser.tick("I have read what goes, and it shall be erased.")
    with held_back(world.sunita, lambda: browser.press("Erase it now", status=404)) as session:
        erase(session, world.sunita.user, case_id)
    _is_gone(world, case_id, well)


def test_a_note_that_is_saved_at_that_moment_goes_with_it(world: World, case_id: UUID) -> None:
    browser, well = client_as(world.asha), _told(world)
    path = f"/files/{case_id}/notes/new"
    browser.visit(path)
    sent = {"csrf_token": browser.token(), "words": "उहाँ बिहान आउनुहुन्छ", "new_id": str(uuid4()), "day": ""}
    answers = list[int]()
    with held_back(
        world.sunita, lambda: answers.append(browser.client.post(path, data=sent).status_code)
    ) as session:
        erase(session, world.sunita.user, case_id)
    assert answers[0] in (403, 404)
    _is_gone(world, case_id, well)


def _is_gone(world: World, case_id: UUID, well: set[str]) -> None:
    with world.app.app_context():
        assert db.session.get(Folder, case_id) is None
        for one in (select(Tombstone.folder_id), select(Entry.folder_id).where(Entry.act == Act.ERASED)):
            assert db.session.scalars(one).all() == [case_id]
        assert db.session.scalar(select(func.count()).select_from(Note)) == 0
    assert _told(world) - well == {IN_COPIES}


def _told(world: World) -> set[str]:
    """What the doctor finds."""
    with world.app.app_context():
        return {one.what for one in examine(db.session)}
