"""The keys of a few: who comes and goes, new keys, lost passphrases, and the break-glass sheets."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from auth import accounts, break_glass, rings, small_rings
from auth.break_glass_models import BreakGlassNext
from auth.errors import LastOfSmallRing, SheetsDoNotFit, SmallRingFull
from auth.models import Membership, Ring
from auth.ring_opening import remember
from auth.stewardship import partners, waiting
from casework.audit.chain import Actor
from casework.core import clock
from casework.core.db import db
from casework.doctor import examine
from casework.vault.errors import CannotOpen
from casework.vault.folders import Grant
from casework.vault.opening import open_sheet
from tests.auth.ways import choose_passphrase, link_on, type_in
from tests.cases.few import colleague, found, leave, small
from tests.cases.files import open_file
from tests.support.browser import Browser
from tests.support.people import PASSPHRASE, Someone, World, acting, client_as, sign_in

NAME = "लक्ष्मी तामाङ"
NEW = "nine calm rivers flow down"


@pytest.fixture
def rita(world: World) -> Someone:
    """A colleague of Asha's."""
    return colleague(world)


@pytest.fixture
def case_id(world: World) -> UUID:
    """A file of Asha's."""
    return open_file(world.asha, NAME)


def _told(someone: Someone) -> str:
    return client_as(someone).visit("auth.few").text


def test_whoever_left_opens_nothing_after_the_change_that_the_other_is_asked_for(
    world: World, rita: Someone, case_id: UUID
) -> None:
    ring_id = leave(world.asha, case_id, rita)
    with acting(rita):
        kept = small(rita, ring_id)
    with acting(world.anu) as session:
        accounts.leave(session, Actor(world.ids["a"], world.anu.id), rita.user)
    asha = client_as(world.asha)
    assert "Somebody has the keys of a few no longer" in asha.visit("auth.few")
    asha.press("Change these keys")
    assert "no longer" not in asha.visit("auth.few")
    assert NAME in asha.visit(f"/files/{case_id}")
    with acting(world.asha) as session:
        grant = session.scalars(select(Grant).where(Grant.folder_id == case_id)).one()
        grant.epoch = kept.epoch
        with pytest.raises(CannotOpen), session.no_autoflush:
            open_sheet(session, kept, grant)
        session.expire(grant)


def test_new_keys_are_moved_to_in_parts_and_the_old_ones_go_after_a_day(world: World, case_id: UUID) -> None:
    ring_id = leave(world.asha, case_id)
    with acting(world.asha) as session:
        small_rings.begin_epoch(
            session, world.secrets, world.asha.ring, small(world.asha, ring_id), world.asha.user, keep=None
        )
    asha = client_as(world.asha)
    assert "still under the old keys of a few" in asha.visit("auth.few")
    assert NAME in asha.visit(f"/files/{case_id}")
    asha.visit("auth.few")
    asha.press("Go on with the change")
    assert "still under the old keys" not in asha.page
    with clock.at(clock.now() + timedelta(hours=25)):
        later = client_as(world.asha)
        later.visit("auth.few")
        assert "The old keys are gone." in later.press("Throw the old keys away")
        assert NAME in later.visit(f"/files/{case_id}")


def test_the_last_one_leaves_only_knowingly_and_then_two_sheets_open_it(
    world: World, rita: Someone, case_id: UUID
) -> None:
    leave(world.asha, case_id)
    with acting(world.anu) as session, pytest.raises(LastOfSmallRing):
        accounts.leave(session, Actor(world.ids["a"], world.anu.id), world.asha.user)
    assert "with one person alone" in client_as(world.sunita).visit("auth.stewardship")
    anu = client_as(world.anu)
    anu.visit("auth.leave_page", user_id=world.asha.id)
    anu.press("Yes, close it", status=422)
    anu.tick("It cannot wait: close the account now. Her files are handed over afterwards.")
    anu.press("Yes, close it")
    sunita = client_as(world.sunita)
    assert "with nobody any more" in sunita.visit("auth.stewardship")
    _use_sheets(world, sunita, rita)
    assert NAME in sunita.visit(f"/files/{case_id}")
    assert "Only you" in sunita.page
    client_as(rita).visit(f"/files/{case_id}", status=404)


def _use_sheets(world: World, steward: Browser, giver: Someone) -> None:
    first, second = break_glass.lines(world.sheets["a"].first), break_glass.lines(world.sheets["a"].second)
    steward.visit("auth.use_page")
    steward.press("Begin")
    other = client_as(giver)
    other.visit("auth.give_page")
    other.fill("Your sheet", "\n".join(second))
    other.press("The numbers are the same: give her my sheet")
    steward.visit("auth.use_page")
    steward.fill("Your sheet", "\n".join(first))
    steward.fill("Your own passphrase", PASSPHRASE)
    steward.press("Open the keys")


def test_a_steward_with_keys_has_no_use_for_the_sheets_while_each_ring_has_somebody(
    world: World, case_id: UUID
) -> None:
    leave(world.asha, case_id)
    client_as(world.sunita).visit("auth.use_page", status=403)


def test_a_new_passphrase_gives_the_keys_of_a_few_to_nobody_but_the_other_one(
    world: World, rita: Someone, case_id: UUID
) -> None:
    """The steward who makes the link and lets her in could be she herself."""
    leave(world.asha, case_id, rita)
    sunita = client_as(world.sunita)
    sunita.visit("auth.account_page")
    sunita.post(f"/people/{world.asha.id}/link")
    asha = Browser(world.app, "en")
    asha.visit(link_on(sunita))
    choose_passphrase(asha, NEW)
    asha.press("Take this passphrase")
    sunita.visit("auth.let_in_page", user_id=world.asha.id)
    sunita.press("The numbers are the same: let her in")
    _compares(asha, 1)
    asha.visit(f"/files/{case_id}", status=404)
    _lets_in(client_as(rita), "Asha")
    _compares(asha, 1)
    assert NAME in asha.visit(f"/files/{case_id}")


def _lets_in(browser: Browser, name: str) -> None:
    browser.visit("auth.few")
    browser.click("Let in a second person")
    browser.click(name)
    browser.press("Give her these keys")


def _compares(browser: Browser, times: int) -> None:
    type_in(browser, "asha", NEW, status=200)
    for more in range(times, 0, -1):
        browser.fill("Sign-in name", "asha")
        browser.fill("Passphrase", NEW)
        browser.press("The numbers are the same: sign in", follow=False, status=303 if more == 1 else 200)


def test_let_in_to_both_at_once_she_compares_both(world: World, rita: Someone, case_id: UUID) -> None:
    leave(world.asha, case_id, rita)
    with acting(world.asha) as session:
        world.asha.user.known = None
        session.flush()
    browser = Browser(world.app, "en")
    type_in(browser, "asha", PASSPHRASE, status=200)
    for status in (200, 303):
        browser.fill("Sign-in name", "asha")
        browser.fill("Passphrase", PASSPHRASE)
        browser.press("The numbers are the same: sign in", follow=False, status=status)
    assert NAME in browser.visit(f"/files/{case_id}")


def test_numbers_that_nobody_can_read_to_her_now_are_put_off_and_that_ring_alone_stays_closed(
    world: World, rita: Someone, case_id: UUID
) -> None:
    own = open_file(rita, "माया राई")
    leave(world.asha, case_id, rita)
    with acting(rita) as session:
        rita.user.known = None
        remember(rita.user, rita.seed, rita.ring)
        session.flush()
    browser = Browser(world.app, "en")
    for button in ("Later: sign in without these keys", "The numbers are the same: sign in"):
        type_in(browser, "rita", PASSPHRASE, status=200)
        browser.fill("Sign-in name", "rita")
        browser.fill("Passphrase", PASSPHRASE)
        browser.press(button, follow=False, status=303)
        closed = button.startswith("Later")
        assert "माया राई" in browser.visit(f"/files/{own}")
        assert "Only you" not in browser.page
        browser.visit(f"/files/{case_id}", status=404 if closed else 200)
        assert ("you have not compared" in browser.visit("auth.few")) is closed
        assert (NAME in browser.visit("cases.files")) is not closed


def test_whoever_may_be_known_is_out_of_both_rings_and_alone_she_keeps_hers_with_new_keys(
    world: World, rita: Someone, case_id: UUID
) -> None:
    both, alone = leave(world.asha, case_id, rita), found(world.asha)
    browser = client_as(world.asha)
    browser.visit("auth.suspected_page")
    browser.fill("Your passphrase until now", PASSPHRASE)
    choose_passphrase(browser, NEW)
    browser.press("End my old passphrase and keys", status=303, follow=False)
    with acting(rita) as session:
        hers = select(Membership.ring_id).where(Membership.user_id == world.asha.id)
        assert set(session.scalars(hers)) == {alone}
        assert session.get_one(Ring, alone).epoch == 2
        assert small_rings.members(session, both) == {rita.id}
    assert "Somebody has the keys of a few no longer" in _told(rita)
    type_in(browser, "asha", NEW)
    assert "no keys yet" in browser.visit("/keys/waiting")
    with world.app.app_context():
        assert world.asha.id in {one.user.id for one in waiting(db.session, world.ids["a"])}


def test_new_sheets_open_the_keys_of_a_few_once_their_member_says_so(world: World, case_id: UUID) -> None:
    ring_id = leave(world.asha, case_id)
    with acting(world.sunita) as session:
        held = world.sunita.ring
        sheets = break_glass.make_next(session, held, by=world.sunita.id)
        session.flush()
        row = session.get_one(BreakGlassNext, world.ids["a"])
        break_glass.put_in_place(session, world.secrets, held, row, by=world.asha.id)
    assert not _opens(world, ring_id, sheets)
    assert "break-glass sheets of before" in client_as(world.sunita).visit("auth.stewardship")
    asha = client_as(world.asha)
    assert "new break-glass sheets" in asha.visit("auth.account_page")
    asha.visit("auth.few")
    asha.press("Put them under the new sheets")
    assert _opens(world, ring_id, sheets)
    assert not _opens(world, ring_id, world.sheets["a"])
    asha.press("Change these keys")
    assert _opens(world, ring_id, sheets)


def _opens(world: World, ring_id: UUID, sheets: break_glass.Sheets) -> bool:
    with world.app.app_context():
        ring = db.session.get_one(Ring, ring_id)
        try:
            break_glass.open_ring(db.session, world.secrets, ring, sheets.first, sheets.second)
        except SheetsDoNotFit:
            return False
        return True


def test_no_third_person_and_no_ring_with_files_without_anybody(
    world: World, rita: Someone, case_id: UUID
) -> None:
    ring_id = leave(world.asha, case_id)
    asha = client_as(world.asha)
    asha.visit("auth.few")
    asha.press("Give these keys up", status=409)
    with acting(world.asha):
        _let_in(world.asha, ring_id, rita)
        with pytest.raises(SmallRingFull):
            _let_in(world.asha, ring_id, world.sunita)
    with acting(world.asha) as session:
        small_rings.give_up(session, world.asha.user, small(world.asha, ring_id), keep=b"")
        assert small_rings.members(session, ring_id) == {rita.id}


def _let_in(by: Someone, ring_id: UUID, other: Someone) -> None:
    held = small(by, ring_id)
    small_rings.let_in(db.session, by.world.secrets, by.ring, held, other.user, by=by.user)
    db.session.flush()


def test_an_empty_ring_ends_with_its_last_member(world: World) -> None:
    ring_id = found(world.asha)
    asha = client_as(world.asha)
    asha.visit("auth.few")
    asha.press("Give these keys up")
    with acting(world.asha) as session:
        assert session.get(Ring, ring_id) is None


def test_the_doctor_and_partners_learn_of_numbers_alone(world: World, case_id: UUID) -> None:
    with world.app.app_context():
        well = {one.what for one in examine(db.session)}
    leave(world.asha, case_id)
    with world.app.app_context():
        more = {one.what for one in examine(db.session)} - well
        assert more == {"rings of a few have one member"}
        held = world.nani.ring
        assert len(partners(db.session, held)) == 3
    with acting(world.sunita) as session:
        rings.begin_epoch(session, world.secrets, world.sunita.ring)
    browser = Browser(world.app, "en")
    sign_in(browser, world.asha)
    assert NAME in browser.visit(f"/files/{case_id}")
