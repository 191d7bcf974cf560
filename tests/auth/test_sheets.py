"""The break-glass sheets: two people confirm them, two people use them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from auth import break_glass
from auth.break_glass import lines
from auth.break_glass_models import BreakGlass, BreakGlassNext, BreakGlassUse, SheetPair
from auth.errors import KeyChanged, SheetsDoNotFit
from auth.roles import Role
from auth.tasks import tasks
from casework.audit.models import Act, Entry
from casework.cases.actions import open_case, save
from casework.core import clock
from casework.core.db import db
from casework.core.i18n import use_language
from casework.people.actions import read_person
from casework.vault.keyring import keyring
from crypto import sealedbox
from tests.auth.ways import confirm_sheets, sheet
from tests.support.browser import Browser
from tests.support.people import PASSPHRASE, World, acting, client_as, hire, sign_in

NOON = datetime(2026, 3, 2, 6, 15, tzinfo=UTC)


def _made(world: World) -> tuple[Browser, list[str]]:
    """The only steward makes new sheets; her browser, and the check digits of both."""
    sunita = client_as(world.sunita)
    sunita.visit("auth.sheets")
    sunita.press("Make two sheets")
    printed = [sheet(sunita, 1)[1], sheet(sunita, 2)[1]]
    return sunita, printed


def _confirm(browser: Browser, check: str, *, status: int = 200) -> None:
    browser.visit("auth.sheets")
    browser.fill("Check digits of your sheet", check)
    browser.press("My sheet is on paper", status=status)


def _pair(world: World, kind: type[SheetPair] = BreakGlass) -> SheetPair | None:
    return db.session.get(kind, world.ids["a"])


def _opens(world: World, sheets: break_glass.Sheets) -> bool:
    with world.app.app_context():
        try:
            ring = world.ring("a")
            break_glass.open_ring(db.session, world.secrets, ring, sheets.first, sheets.second)
        except SheetsDoNotFit:
            return False
        return True


def _told(world: World, login: str) -> list[str]:
    someone = world.people[login]
    with acting(someone) as session, world.app.test_request_context(), use_language("en"):
        return [task.text for task in tasks(session, someone.user, someone.ring)]


def test_one_steward_alone_cannot_replace_the_sheets_and_the_old_ones_stand(world: World) -> None:
    sunita, (first, second) = _made(world)
    _confirm(sunita, first)
    assert "A second person is needed" in sunita.page
    sunita.post("/keys/sheets", {"check": second}, status=422)
    sunita.post("/keys/sheets", {"check": second, "check_a": first, "check_b": second}, status=422)
    assert _opens(world, world.sheets["a"])
    with world.app.app_context():
        assert break_glass.verified(db.session, world.ids["a"])
        assert _pair(world, BreakGlassNext) is not None


def test_new_sheets_take_the_place_of_the_old_when_a_second_person_has_confirmed_hers(world: World) -> None:
    sunita, (first, second) = _made(world)
    _confirm(sunita, first)
    asha = client_as(world.asha)
    asha.visit("auth.account_page")
    assert "New break-glass sheets wait for two people" in asha.page
    _confirm(asha, "000000", status=422)
    _confirm(asha, second)
    assert "Both sheets are confirmed" in asha.page
    assert not _opens(world, world.sheets["a"])
    with world.app.app_context():
        pair = _pair(world)
        assert pair is not None
        assert (pair.made_by, pair.seen_a_by, pair.seen_b_by) == (
            world.sunita.id,
            world.sunita.id,
            world.asha.id,
        )
        assert _pair(world, BreakGlassNext) is None


def test_the_new_sheets_open_the_ring_and_still_do_after_a_change_of_keys(world: World) -> None:
    sunita = client_as(world.sunita)
    sunita.visit("auth.sheets")
    sunita.press("Make two sheets")
    printed = [sheet(sunita, 1), sheet(sunita, 2)]
    new = break_glass.Sheets(*(break_glass.read_sheet("\n".join(rows)) for rows, _check in printed))
    sunita.visit("auth.epoch")
    sunita.press("Change the keys now")
    _confirm(sunita, printed[0][1])
    asha = client_as(world.asha)
    _confirm(asha, printed[1][1])
    assert _opens(world, new)
    sunita.visit("auth.epoch")
    sunita.press("Change the keys now")
    assert _opens(world, new)


def test_a_pair_that_was_replaced_in_the_database_is_never_sealed_to(world: World) -> None:
    sunita, (first, second) = _made(world)
    _confirm(sunita, first)
    with world.app.app_context():
        pair = _pair(world, BreakGlassNext)
        assert pair is not None
        pair.public_key = sealedbox.public_key(sealedbox.new_seed())
        db.session.commit()
    _confirm(client_as(world.asha), second, status=409)
    assert _opens(world, world.sheets["a"])


def test_an_unconfirmed_pair_that_was_replaced_in_the_database_stops_the_next_epoch(world: World) -> None:
    from auth import rings

    with world.app.app_context():
        row = db.session.get_one(BreakGlass, world.ids["a"])
        row.public_key, row.verified_at = sealedbox.public_key(sealedbox.new_seed()), None
        db.session.commit()
    with pytest.raises(KeyChanged), world.app.app_context(), acting(world.sunita) as session:
        rings.begin_epoch(session, world.secrets, world.sunita.ring)


def test_where_two_are_stewards_a_caseworker_confirms_nothing(world: World) -> None:
    with acting(world.sunita) as session:
        from auth import rings

        rita = hire(world, "rita", "a", Role.SUPERVISOR)
        rings.admit(session, world.secrets, world.sunita.ring, rita.user, by=world.sunita.id)
    _sunita, (first, _second) = _made(world)
    asha = client_as(world.asha)
    assert "Check digits" not in asha.visit("auth.sheets")
    asha.post("/keys/sheets", {"check": first}, status=403)


def test_sheets_are_shown_to_nobody_but_their_maker_and_not_after_hers_is_confirmed(world: World) -> None:
    sunita, (first, _second) = _made(world)
    anu = client_as(world.anu)
    anu.visit("auth.sheets")
    anu.visit("auth.sheet", number=1, status=404)
    _confirm(sunita, first)
    sunita.visit("auth.sheet", number=1, status=404)


def test_whoever_is_alone_confirms_both_until_there_is_a_second_person(world: World) -> None:
    nani = client_as(world.nani)
    confirm_sheets(nani)
    assert "because you are alone here" in nani.visit("auth.sheets")
    with acting(world.nani) as session:
        from auth import rings

        kanti = hire(world, "kanti", "network", Role.COORDINATOR)
        rings.admit(session, world.secrets, world.nani.ring, kanti.user, by=world.nani.id)
    assert any("by a second person" in text for text in _told(world, "nani"))
    assert any("One person alone" in text for text in _told(world, "kanti"))
    with world.app.app_context():
        check = db.session.get_one(BreakGlass, world.ids["network"]).check_b
    kanti_at = Browser(world.app, "en")
    kanti_at.allow("Shift")
    _first_sign_in(kanti_at, world)
    _confirm(kanti_at, check)
    assert not any("break-glass" in text for text in _told(world, "kanti") + _told(world, "nani"))


def _first_sign_in(browser: Browser, world: World) -> None:
    browser.visit("/sign-in")
    browser.fill("Sign-in name", "kanti")
    browser.fill("Passphrase", PASSPHRASE)
    browser.press("Sign in")
    browser.fill("Passphrase", PASSPHRASE)
    browser.press("The numbers are the same: sign in", follow=False, status=303)


def test_new_sheets_are_due_when_somebody_who_had_one_has_left(world: World) -> None:
    sunita, (first, second) = _made(world)
    _confirm(sunita, first)
    _confirm(client_as(world.asha), second)
    assert not any("please make new ones" in text for text in _told(world, "sunita"))
    anu = client_as(world.anu)
    anu.visit("auth.leave_page", user_id=world.asha.id)
    anu.press("Yes, close it")
    assert any("please make new ones" in text for text in _told(world, "sunita"))


def _newcomer(world: World) -> Browser:
    """A steward whom nobody can let in."""
    with world.app.app_context():
        hire(world, "rita", "a", Role.SUPERVISOR)
        db.session.commit()
    return client_as(world.rita)


def _give(browser: Browser, rows: list[str], *, status: int = 200) -> None:
    browser.visit("auth.give_page")
    browser.fill("Your sheet", "\n".join(rows))
    browser.press("The numbers are the same: give her my sheet", status=status)


def _finish(browser: Browser, rows: list[str], *, status: int = 200) -> None:
    browser.visit("auth.use_page")
    browser.fill("Your sheet", "\n".join(rows))
    browser.fill("Your own passphrase", PASSPHRASE)
    browser.press("Open the keys", status=status)


def test_two_people_with_a_sheet_each_open_the_ring_for_a_steward_whom_nobody_can_let_in(
    world: World,
) -> None:
    with acting(world.asha) as session:
        case, person = open_case(session, world.asha.user, case_id=uuid4())
        person.identity.name = "लक्ष्मी"
        save(session, case.id, person)
        case_id = case.id
    first, second = lines(world.sheets["a"].first), lines(world.sheets["a"].second)
    rita, asha = _newcomer(world), client_as(world.asha)
    rita.visit("auth.waiting_page")
    rita.click("Use the break-glass sheets")
    rita.press("Begin")
    assert "Somebody has begun to use the break-glass sheets" in asha.visit("auth.account_page")
    _give(asha, [*second[:3], second[4], *second[4:]], status=422)
    assert "Line 4 is not as it is printed" in asha.page
    _give(asha, lines(world.sheets["b"].second), status=422)
    _give(asha, second)
    _finish(rita, second, status=422)
    _finish(rita, lines(world.sheets["b"].first), status=422)
    assert "These sheets do not fit" in rita.page
    _finish(rita, first)
    assert "The ring is open for you" in rita.page
    sign_in(asha, world.asha)
    assert "The break-glass sheets were used" in asha.visit("auth.account_page")
    with world.app.app_context():
        assert (world.ring("a").epoch, db.session.scalar(select(BreakGlassUse.blob))) == (2, None)
        with acting(world.rita) as session:
            keyring(session).open_folders(session, [case_id])
            assert read_person(session, case_id, world.rita.ring).identity.name == "लक्ष्मी"
        used = db.session.scalars(select(Entry).where(Entry.act == Act.BREAK_GLASS_USED)).one()
        assert used.user_id == world.rita.id


def test_whoever_began_cannot_give_the_second_sheet_herself(world: World) -> None:
    rita = _newcomer(world)
    rita.visit("auth.use_page")
    rita.press("Begin")
    rita.visit("auth.give_page", status=404)
    rita.visit("auth.use_page")
    rita.post("/keys/sheets/give", {"sheet": "\n".join(lines(world.sheets["a"].second))}, status=404)
    rita.visit("auth.use_page")
    rita.post("/keys/sheets/use", {"sheet": "A", "passphrase": PASSPHRASE}, status=422)


def test_a_sheet_that_was_given_opens_for_nobody_else_and_for_a_day(world: World) -> None:
    with clock.at(NOON):
        rita, asha = _newcomer(world), client_as(world.asha)
        rita.visit("auth.use_page")
        rita.press("Begin")
        _give(asha, lines(world.sheets["a"].second))
    with world.app.app_context():
        blob = db.session.scalars(select(BreakGlassUse.blob)).one()
        assert blob is not None
        assert world.sheets["a"].second not in blob
    with clock.at(NOON + timedelta(hours=25)):
        sign_in(rita, world.rita)
        assert "This takes two people" in rita.visit("auth.use_page")


def test_the_sheet_of_one_who_was_swapped_for_another_is_not_given(world: World) -> None:
    rita, asha = _newcomer(world), client_as(world.asha)
    rita.visit("auth.use_page")
    rita.press("Begin")
    asha.visit("auth.give_page")
    with world.app.app_context():
        world.rita.user.public_key = sealedbox.public_key(sealedbox.new_seed())
        db.session.commit()
    asha.fill("Your sheet", "\n".join(lines(world.sheets["a"].second)))
    asha.press("The numbers are the same: give her my sheet", status=409)
