"""Two accounts in one hand are one person: new passphrases, and the sheets that two people confirm."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from auth import rings, second_person
from auth.break_glass import lines
from auth.break_glass_models import BreakGlassNext, BreakGlassUse
from auth.ring_opening import remember
from auth.roles import Role
from auth.stewardship import find_waiting
from casework.audit.models import Act, Entry
from casework.core import clock
from casework.core.db import db
from tests.auth.ways import link_on, sheet, type_in
from tests.support.browser import Browser
from tests.support.people import Someone, World, acting, client_as, hire

NOON = datetime(2026, 3, 2, 6, 15, tzinfo=UTC)
NEW = "nine calm rivers flow down"


def _second_steward(world: World) -> Someone:
    with acting(world.sunita) as session:
        rita = hire(world, "rita", "a", Role.SUPERVISOR)
        rings.admit(session, world.secrets, world.sunita.ring, rita.user, by=world.sunita.id)
        remember(rita.user, rita.seed, world.sunita.ring)
    return rita


def _key_of(world: World, someone: Someone) -> bytes | None:
    with world.app.app_context():
        return someone.user.public_key


def _set_anew(by: Browser, someone: Someone) -> None:
    """Make a link for a colleague, and use it in her place."""
    by.visit("auth.account_page")
    by.post(f"/people/{someone.id}/link")
    taken = Browser(someone.world.app, "en")
    taken.visit(link_on(by))
    taken.fill("Passphrase", NEW)
    taken.fill("The same passphrase again", NEW)
    taken.press("Take this passphrase")


def _let_in(by: Browser, someone: Someone) -> None:
    by.visit("auth.let_in_page", user_id=someone.id)
    by.press("The numbers are the same: let her in")


def _as_her(world: World, login: str) -> Browser:
    browser = Browser(world.app, "en")
    browser.allow("Shift")
    type_in(browser, login, NEW, status=200)
    browser.fill("Passphrase", NEW)
    browser.press("The numbers are the same: sign in", follow=False, status=303)
    return browser


def _printed(browser: Browser) -> tuple[str, str]:
    browser.visit("auth.sheets")
    browser.press("Make two sheets")
    return sheet(browser, 1)[1], sheet(browser, 2)[1]


def _confirm(browser: Browser, check: str, *, status: int = 200) -> None:
    browser.visit("auth.sheets")
    browser.fill("Check digits of your sheet", check)
    browser.press("My sheet is on paper", status=status)


def _replaced(world: World) -> bool:
    with world.app.app_context():
        return db.session.get(BreakGlassNext, world.ids["a"]) is None


def test_whoever_made_the_link_does_not_let_her_in_while_another_steward_can(world: World) -> None:
    rita, sunita = _second_steward(world), client_as(world.sunita)
    before = _key_of(world, world.asha)
    _set_anew(sunita, world.asha)
    page = sunita.visit("auth.let_in_page", user_id=world.asha.id)
    assert "These stewards can compare the numbers" in page
    assert "Rita" in page
    with world.app.app_context():
        seen = find_waiting(db.session, world.ids["a"], world.asha.id).seen
    sunita.visit("auth.stewardship")
    sunita.post(f"/keys/people/{world.asha.id}", {"seen": seen}, status=409)
    assert _key_of(world, world.asha) == before
    _let_in(client_as(rita), world.asha)
    assert _key_of(world, world.asha) != before


def test_a_steward_lets_in_whoever_got_her_link_from_the_administrator(world: World) -> None:
    _second_steward(world)
    before = _key_of(world, world.asha)
    _set_anew(client_as(world.anu), world.asha)
    _let_in(client_as(world.sunita), world.asha)
    assert _key_of(world, world.asha) != before


def test_of_two_stewards_one_does_not_become_the_other_where_an_administrator_can_make_the_link(
    world: World,
) -> None:
    rita, sunita = _second_steward(world), client_as(world.sunita)
    _set_anew(sunita, rita)
    assert "ask an administrator" in sunita.visit("auth.let_in_page", user_id=rita.id)
    with world.app.app_context():
        assert second_person.needs_another(db.session, rita.user, world.sunita.id)


def test_a_steward_who_is_alone_still_helps_a_colleague_and_all_are_told(world: World) -> None:
    sunita = client_as(world.sunita)
    _set_anew(sunita, world.asha)
    assert "somebody else lets her in" not in sunita.page
    _let_in(sunita, world.asha)
    asha = _as_her(world, "asha")
    assert "A new passphrase was started" in asha.visit("auth.account_page")


def test_a_steward_makes_no_link_for_an_administrator(world: World) -> None:
    with acting(world.sunita) as session:
        rita = hire(world, "rita", "a", Role.SUPERVISOR, Role.ADMINISTRATOR)
        rings.admit(session, world.secrets, world.sunita.ring, rita.user, by=world.sunita.id)
    sunita = client_as(world.sunita)
    sunita.visit("auth.account_page")
    sunita.post(f"/people/{rita.id}/link", status=404)
    adina = client_as(world.adina)
    adina.visit("auth.account_page")
    adina.post(f"/people/{rita.id}/link")


def test_the_members_are_told_when_the_office_makes_a_link_for_their_administrator(world: World) -> None:
    adina = client_as(world.adina)
    adina.visit("auth.organisations")
    adina.post(f"/people/{world.anu.id}/link")
    page = client_as(world.asha).visit("auth.account_page")
    assert "A new passphrase was started for: Anu" in page
    assert "Adina" in page
    assert "A new passphrase was started" not in client_as(world.bina).visit("auth.account_page")


def test_one_steward_alone_does_not_replace_the_sheets_with_a_colleagues_account(world: World) -> None:
    with clock.at(NOON):
        sunita = client_as(world.sunita)
        _set_anew(sunita, world.asha)
        _let_in(sunita, world.asha)
        first, second = _printed(sunita)
        _confirm(sunita, first)
        asha = _as_her(world, "asha")
        _confirm(asha, second, status=422)
        assert "Each sheet needs a person of its own" in asha.page
    assert not _replaced(world)


def test_nor_when_the_colleagues_account_confirms_first(world: World) -> None:
    with clock.at(NOON):
        sunita = client_as(world.sunita)
        first, second = _printed(sunita)
        _as_if_made_by_another(world)
        _set_anew(sunita, world.asha)
        _let_in(sunita, world.asha)
        _confirm(_as_her(world, "asha"), second)
        _confirm(sunita, first, status=422)
    assert not _replaced(world)


def _as_if_made_by_another(world: World) -> None:
    with world.app.app_context():
        db.session.get_one(BreakGlassNext, world.ids["a"]).made_by = world.anu.id
        db.session.commit()


def test_after_a_week_her_account_counts_again(world: World) -> None:
    with clock.at(NOON):
        sunita = client_as(world.sunita)
        _set_anew(sunita, world.asha)
        _let_in(sunita, world.asha)
        _as_her(world, "asha")
    with clock.at(NOON + timedelta(days=6, hours=23)):
        sunita = client_as(world.sunita)
        first, second = _printed(sunita)
        _confirm(sunita, first)
        asha = Browser(world.app, "en")
        asha.allow("Shift")
        type_in(asha, "asha", NEW)
        _confirm(asha, second, status=422)
    with clock.at(NOON + timedelta(days=7, minutes=1)):
        type_in(asha, "asha", NEW)
        _confirm(asha, second)
    assert _replaced(world)


def test_two_accounts_that_one_person_helped_are_one_person(world: World) -> None:
    with clock.at(NOON), acting(world.sunita) as session:
        kira = hire(world, "kira", "a", Role.CASEWORKER)
        rings.admit(session, world.secrets, world.sunita.ring, kira.user, by=world.sunita.id)
    with clock.at(NOON):
        sunita = client_as(world.sunita)
        first, second = _printed(sunita)
        _as_if_made_by_another(world)
        for someone in (world.asha, kira):
            _set_anew(sunita, someone)
            _let_in(sunita, someone)
        _confirm(_as_her(world, "asha"), first)
        _confirm(_as_her(world, "kira"), second, status=422)
    assert not _replaced(world)


def test_a_colleague_who_joined_by_an_invitation_is_a_second_person_from_the_first_day(world: World) -> None:
    with acting(world.sunita) as session:
        second_person.require_two(
            session, world.asha.user, made_by=world.sunita.id, seen_by=(world.sunita.id, None)
        )


def _begun(world: World) -> Browser:
    with world.app.app_context():
        hire(world, "rita", "a", Role.SUPERVISOR)
        db.session.commit()
    rita = client_as(world.rita)
    rita.visit("auth.use_page")
    rita.press("Begin")
    return rita


def _given(browser: Browser, typed: bytes, *, status: int = 200) -> None:
    browser.fill("Your sheet", "\n".join(lines(typed)))
    browser.press("The numbers are the same: give her my sheet", status=status)


def test_a_sheet_that_was_given_is_not_replaced_by_another(world: World) -> None:
    _begun(world)
    asha, anu = client_as(world.asha), client_as(world.anu)
    asha.visit("auth.give_page")
    anu.visit("auth.give_page")
    _given(asha, world.sheets["a"].second)
    with world.app.app_context():
        blob = db.session.scalars(select(BreakGlassUse.blob)).one()
    _given(anu, world.sheets["a"].first, status=409)
    anu.visit("auth.give_page", status=409)
    with world.app.app_context():
        row = db.session.scalars(select(BreakGlassUse)).one()
        assert (row.blob, row.given_by) == (blob, world.asha.id)


def test_whoever_guesses_at_the_digits_of_a_sheet_is_slowed(world: World) -> None:
    _begun(world)
    with clock.at(clock.now()):
        asha = client_as(world.asha)
        asha.visit("auth.give_page")
        statuses = []
        for _try in range(8):
            sent = {**_hidden(asha), "sheet": "\n".join(lines(world.sheets["b"].second))}
            statuses.append(asha.client.post("/keys/sheets/give", data=sent).status_code)
    assert statuses[0] == 422
    assert statuses[-1] == 429
    with world.app.app_context():
        assert db.session.scalars(select(Entry.id).where(Entry.act == Act.REFUSED)).all()


def test_whoever_guesses_at_the_digits_of_new_sheets_is_slowed(world: World) -> None:
    sunita = client_as(world.sunita)
    _printed(sunita)
    with clock.at(clock.now()):
        asha = client_as(world.asha)
        asha.visit("auth.sheets")
        sent = {**_hidden(asha), "check": "000000"}
        statuses = [asha.client.post("/keys/sheets", data=sent).status_code for _try in range(8)]
    assert (statuses[0], statuses[-1]) == (422, 429)


def _hidden(browser: Browser) -> dict[str, str]:
    form = next(one for one in browser.page.root.all("form") if "data-draft" in one)
    return {field["name"]: field["value"] for field in form.all("input") if field["type"] == "hidden"}
