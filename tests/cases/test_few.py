"""A file that one or two people read: for everybody else here it is not there."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from auth.models import Ring
from casework.audit.asked import newest
from casework.audit.models import Act
from casework.cases.erasure.queries import last_erased
from casework.cases.errors import NotForThisWork
from casework.cases.few.errors import StillShared
from casework.cases.few.readers import people
from casework.cases.handover import open_files
from casework.cases.lists import by_worker, listed
from casework.cases.models import Case
from casework.cases.queries import find_colleagues
from casework.cases.search import search, similar
from casework.cases.state_changes import hand_over
from casework.core import clock
from casework.core.errors import NotVisible
from casework.logbook.queries import of_own
from casework.people.models import Identity
from casework.people.shown import load_sheets
from casework.vault.errors import CannotOpen, OnlyForFew
from casework.vault.folders import Folder, Grant, RestrictedFolder
from casework.vault.keyring import keyring
from casework.vault.register import read_cards
from casework.vault.sealed import REGISTRY
from crypto import envelope
from tests.cases.few import colleague, leave, move
from tests.cases.files import open_file
from tests.cases.test_erasing import asked, confirmed
from tests.referrals.files import open_file as refer_file
from tests.referrals.files import refer
from tests.support.browser import Browser
from tests.support.people import PASSPHRASE, Someone, World, acting, client_as

NAME = "लक्ष्मी तामाङ"
PHONE = "9841000111"


def _opened(world: World) -> UUID:
    return open_file(world.asha, NAME, contact__phone=PHONE)


def test_she_leaves_a_file_to_two_and_everybody_else_finds_nothing(world: World) -> None:
    case_id, rita = _opened(world), colleague(world)
    asha = client_as(world.asha)
    asha.visit(f"/files/{case_id}")
    asha.click("Leave it to one or two people")
    asha.choose("Who shall read this file besides you?", "Rita")
    asha.fill("Your own passphrase", PASSPHRASE)
    page = asha.press("Leave it to us alone")
    assert page.path == f"/files/{case_id}"
    assert "Only you and Rita" in page
    assert "cannot be referred to a course from here" in page
    assert "Refer her to a course" not in page and "Pass it on" not in page
    assert NAME in page
    sunita = client_as(world.sunita)
    for path in ("", "/reason", "/readers", "/erase", "/keep", "/consent", "/about", "/copy"):
        sunita.visit(f"/files/{case_id}{path}", status=404)
    assert (
        sunita.visit(f"/files/{case_id}", status=404).text
        == sunita.visit(f"/files/{uuid4()}", status=404).text
    )
    for where in ("/files", "/today", "/files/workers", "/log", "/review"):
        assert NAME not in sunita.visit(where), where
    _reads_it_after_comparing(rita, case_id)


def _reads_it_after_comparing(rita: Someone, case_id: UUID) -> None:
    browser = Browser(rita.world.app, "en")
    browser.visit("/sign-in")
    browser.post("/sign-in", {"login": rita.login, "passphrase": PASSPHRASE})
    assert "keys that only the two of you have" in browser.page
    browser.fill("Sign-in name", rita.login)
    browser.fill("Passphrase", PASSPHRASE)
    browser.press("The numbers are the same: sign in")
    assert NAME in browser.visit(f"/files/{case_id}")
    assert "Only you and Asha" in browser.visit("/files")


def test_the_keys_of_everybody_with_a_later_copy_open_nothing_of_it(world: World) -> None:
    """A colleague who kept what she could open before: her ring, and the data keys of the file."""
    case_id, rita = _opened(world), colleague(world)
    with acting(rita) as session:
        keyring(session).open_folders(session, [case_id])
        kept = keyring(session).opened[case_id].sheet
    leave(world.asha, case_id, world.sunita)
    with acting(world.sunita) as session:
        load_sheets(session, [session.get_one(Case, case_id)])
        session.scalars(select(Identity)).one().name = "अरू नाम"
    with acting(rita) as session:
        ring = rita.ring
        assert session.scalars(select(Grant).where(Grant.ring_id == ring.id)).all() == []
        assert read_cards(session, ring) == {}
        for cls in REGISTRY:
            for row in session.scalars(select(cls).where(cls.folder_id == case_id)):
                assert kept.find(cls.__compartment__, row.key_number) is None
                old = kept.current(cls.__compartment__)
                assert old is not None
                with pytest.raises(CannotOpen):
                    envelope.unseal(old.key, row._context(), row.blob)


def test_it_is_in_no_list_count_warning_or_log_of_others_and_in_those_of_the_two(world: World) -> None:
    case_id, rita = _opened(world), colleague(world)
    leave(world.asha, case_id, rita)
    for one, there in ((world.asha, True), (rita, True), (world.sunita, False)):
        with acting(one) as session:
            assert (case_id in {line.case.id for line in listed(session, one.user)}) is there
            assert bool(search(session, one.user, "Laxmi")) is there
            assert bool(search(session, one.user, PHONE)) is there
            assert bool(similar(session, one.user, NAME, PHONE)) is there
            assert (by_worker(session, one.user) != []) is there
            told = {entry.folder_id for entry in newest(session, of_own(one.user), 99)}
            assert (case_id in told) is there
    with acting(world.asha) as session:
        assert people(session, case_id) == ["Rita", "आशा"]
    with acting(world.anu) as session:
        assert open_files(session, world.asha.user) == 0


def test_it_cannot_be_shared_and_what_is_shared_cannot_be_left_to_a_few(world: World) -> None:
    shared, left = refer_file(world.asha), open_file(world.asha, NAME)
    refer(world.asha, shared)
    ring_id = leave(world.asha, left)
    with pytest.raises(StillShared):
        move(world.asha, shared, ring_id)
    with pytest.raises(OnlyForFew):
        refer(world.asha, left)
    asha = client_as(world.asha)
    assert "nothing of it can go to another organisation" in asha.visit(f"/files/{left}/refer", status=409)
    assert "Please end that first" in asha.visit(f"/files/{shared}/readers")


def test_nobody_gives_it_to_a_colleague_who_could_not_read_it(world: World) -> None:
    case_id, rita = _opened(world), colleague(world)
    leave(world.asha, case_id, world.sunita)
    with acting(world.sunita) as session, pytest.raises(NotForThisWork):
        hand_over(session, world.sunita.user, [case_id], rita.id)
    with acting(rita) as session, pytest.raises(NotVisible):
        find_colleagues(session, rita.user, case_id)
    sunita = client_as(world.sunita)
    sunita.visit(f"/files/{case_id}/readers")
    sunita.press("I work with this file from now on")
    with acting(world.sunita) as session:
        assert session.get_one(Case, case_id).assigned_to == world.sunita.id


def test_opened_again_everybody_reads_it_with_all_that_was_written(world: World) -> None:
    case_id = _opened(world)
    leave(world.asha, case_id)
    client_as(world.sunita).visit(f"/files/{case_id}", status=404)
    asha = client_as(world.asha)
    asha.visit(f"/files/{case_id}")
    asha.click("Change", within="What is written in this file")
    asha.press("Open it to all colleagues again")
    assert NAME in client_as(world.sunita).visit(f"/files/{case_id}")
    with acting(world.sunita) as session:
        told = [
            entry.act
            for entry in newest(session, of_own(world.sunita.user), 99)
            if entry.folder_id == case_id
        ]
        assert {Act.CREATED, Act.RESTRICTED, Act.UNRESTRICTED} <= set(told)
        assert session.scalars(select(RestrictedFolder)).all() == []


def test_the_two_erase_it_and_nobody_else_learns_that_it_was(world: World) -> None:
    case_id, rita = _opened(world), colleague(world)
    leave(world.asha, case_id, rita)
    asked(world.asha, case_id)
    confirmed(rita, case_id)
    with acting(world.sunita) as session:
        assert session.get(Folder, case_id) is None
        told = {entry.folder_id for entry in newest(session, of_own(world.sunita.user), 99)}
        assert case_id not in told
        assert last_erased(session, world.sunita.user, 9) == []


def test_a_wrong_passphrase_and_a_colleagues_file_leave_everything_as_it_was(world: World) -> None:
    case_id, rita = _opened(world), colleague(world)
    asha = client_as(world.asha)
    asha.visit(f"/files/{case_id}/readers")
    asha.choose("Who shall read this file besides you?", "Nobody else here")
    asha.fill("Your own passphrase", "another guess at the hill")
    asha.press("Leave it to us alone", status=422)
    browser = client_as(rita)
    browser.visit("/today")
    browser.post(f"/files/{case_id}/readers", {"whom": "alone", "passphrase": PASSPHRASE}, status=404)
    with acting(world.asha) as session:
        assert session.scalars(select(Ring).where(Ring.restricted)).all() == []


def test_two_tabs_leave_it_once_and_the_same_two_people_need_one_ring(world: World) -> None:
    first, second = _opened(world), open_file(world.asha, "गीता")
    colleague(world)
    asha, elsewhere = client_as(world.asha), client_as(world.asha)
    sent = {"whom": "alone", "passphrase": PASSPHRASE}
    for case_id in (first, first, second):
        asha.visit("/today")
        asha.post(f"/files/{case_id}/readers", sent)
    assert elsewhere.visit(f"/files/{first}").path == "/sign-in"
    with acting(world.asha) as session:
        assert len(session.scalars(select(Ring).where(Ring.restricted)).all()) == 1
        assert len(session.scalars(select(RestrictedFolder)).all()) == 2


def test_what_becomes_of_a_closed_one_the_two_decide_and_nobody_else(world: World) -> None:
    case_id, rita = _opened(world), colleague(world)
    leave(world.asha, case_id, rita)
    with acting(world.asha) as session:
        session.get_one(Case, case_id).closed_on = clock.today() - timedelta(days=365 * 4)
    browser = client_as(rita)
    browser.visit("/files")
    browser.click("Keep or erase")
    assert NAME in browser.page
    assert NAME not in client_as(world.sunita).visit("/review")
    browser.visit(f"/files/{case_id}/keep")
