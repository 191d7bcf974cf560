"""She takes it back while the coordinator is at work on everything that names her."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import func, select

from auth.held import HeldRing
from casework.app import create_app
from casework.cases.notes import Note
from casework.core.db import db
from casework.vault.acting import acting_as
from casework.vault.folders import Grant
from casework.vault.keyring import keyring
from casework.vault.opening import open_sheet
from casework.vault.register import Card
from crypto.envelope import CannotOpen
from tests.journeys.conftest import Arrive
from tests.journeys.steps import find, warned
from tests.journeys.walker import Walker
from tests.referrals.files import NAME, PHONE, open_file, refer, take_up
from tests.support.instances import Instance
from tests.support.people import World, acting
from tests.support.trainees import class_on, cohort, place, row

pytestmark = pytest.mark.journey

COHORT = "साउन समूह"


@dataclass
class Known:
    """What stands before she takes it back."""

    case_id: UUID
    enrolment_id: UUID
    old_ring: HeldRing


@pytest.fixture
def known(world: World) -> Known:
    """She was referred and accepted, has a place, and a class is held today."""
    case_id = open_file(world.asha)
    theirs = take_up(world.nani, refer(world.asha, case_id))
    made = cohort(world.nani)
    enrolment_id = place(world.nani, made, theirs)
    class_on(world.nani, made)
    with acting(world.nani):
        return Known(case_id, enrolment_id, world.nani.ring)


def test_nothing_of_hers_is_shown_or_changed_any_more(
    world: World, instance: Instance, known: Known, arrive: Arrive, tmp_path: Path
) -> None:
    nani, asha = arrive("nani"), arrive("asha")
    file, roll, note = _at_work(nani)
    search = nani.new_tab()
    assert _finds(search)
    _take_back(asha)
    _file_is_closed(file)
    _roll_has_lost_her(roll)
    _form_changes_nothing(note)
    assert not _finds(search)
    _unchanged(world, known)
    _old_secret_opens_nothing(world, known, instance, tmp_path / "copy")


def _at_work(nani: Walker) -> tuple[Walker, Walker, Walker]:
    roll, note = nani.new_tab(), nani.new_tab()
    for one in (nani, note):
        one.open("Files")
        one.click(NAME)
    roll.open("Training")
    roll.click(COHORT)
    roll.click(roll.say("Class %(number)s", number=1))
    roll.choose(NAME, roll.code("attendance", "present"))
    note.click("Write a note")
    note.fill("What should be remembered?", "half a sentence")
    return nani, roll, note


def _take_back(asha: Walker) -> None:
    asha.open("Referrals")
    asha.click(NAME)
    asha.click("She wants this to stop")
    asha.tick("She wants this to stop.")
    asha.press("Stop now")
    asha.sees("They can no longer read her name or phone.")


def _file_is_closed(file: Walker) -> None:
    assert file.reads(NAME)
    file.reload()
    file.on("Without a name")
    assert not _reads(file)
    file.back()
    assert not _reads(file)


def _roll_has_lost_her(roll: Walker) -> None:
    roll.press("Save")
    assert not _reads(roll)
    roll.back()
    assert not _reads(roll)
    roll.sees("Nobody is on this roll.")


def _form_changes_nothing(note: Walker) -> None:
    note.press("Save")
    note.on("This was not done")
    assert not _reads(note)
    note.back()
    assert not _reads(note)


def _finds(search: Walker) -> bool:
    """Whether she comes up by her name, by her phone, or in the warning beside a new file."""
    found = []
    for text in (NAME, PHONE, PHONE[-4:]):
        find(search, text)
        found.append(_reads(search))
    found.append(NAME in warned(search, NAME, PHONE))
    assert len(set(found)) == 1, found
    return found[0]


def _reads(walker: Walker) -> bool:
    return any(walker.reads(secret) for secret in (NAME, PHONE, PHONE[-6:]))


def _unchanged(world: World, known: Known) -> None:
    with acting(world.nani) as session:
        assert row(session, known.enrolment_id).marks == ()
        assert session.scalar(select(func.count()).select_from(Note)) == 0


def _old_secret_opens_nothing(world: World, known: Known, instance: Instance, folder: Path) -> None:
    """Neither her file nor a card of hers opens with what the ring held before, on a copy of all there is."""
    shutil.copytree(instance.folder, folder)
    app = create_app(Instance(folder).config)
    app.teardown_appcontext_funcs = world.app.teardown_appcontext_funcs
    with app.app_context():
        session = db.session
        with acting_as(session, world.secrets, world.nani.user, [known.old_ring]):
            keyring(session).open_folders(session, [known.case_id])
            assert known.case_id not in keyring(session).opened
            for grant in session.scalars(select(Grant).where(Grant.folder_id == known.case_id)):
                with pytest.raises(CannotOpen):
                    open_sheet(session, known.old_ring, grant)
        cards = select(Card).where(Card.ring_id == known.old_ring.id, Card.folder_id == known.case_id)
        assert session.scalars(cards).all() == []
        session.rollback()
        db.engine.dispose()
