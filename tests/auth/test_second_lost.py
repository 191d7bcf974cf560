"""A second step that is lost: who takes it away, and who does not."""

from __future__ import annotations

import hashlib

from sqlalchemy import select, update

from auth.models import SignIn, User, UserRole
from auth.roles import Role
from casework.audit.models import Act, Entry
from casework.core.db import db
from tests.auth.second import digits, factors_of, give_phone
from tests.auth.ways import join, link_on, type_in
from tests.support.browser import Browser
from tests.support.people import World, acting, client_as


def take_away(browser: Browser, world: World, login: str, *, status: int = 200) -> None:
    """Take a colleague's second step away, on the page for it."""
    browser.visit("auth.reset_page", user_id=world.people[login].id)
    browser.choose("Why?", "The phone or key is lost or stolen")
    browser.press("Take it away", status=status)


def test_a_steward_takes_it_away_all_are_told_and_she_sets_up_another(world: World) -> None:
    give_phone(world.asha)
    take_away(client_as(world.sunita), world, "asha")
    browser = client_as(world.asha)
    page = browser.visit("/files")
    assert page.path == "/account/second-step"
    assert "The phone or key is lost or stolen" in page.text
    with world.app.app_context():
        assert not factors_of(world.asha).any
        told = select(Entry.user_id).where(Entry.act == Act.FACTOR_RESET)
        assert db.session.scalars(told).all() == [world.sunita.id]
    assert "A second step was taken away from" in client_as(world.sunita).visit("/keys").text


def test_whoever_has_found_her_phone_is_signed_out_on_it(world: World) -> None:
    give_phone(world.asha)
    found, elsewhere = client_as(world.asha), client_as(world.benu)
    found.visit("/files")
    take_away(client_as(world.sunita), world, "asha")
    assert found.visit("/files").path.startswith("/sign-in")
    elsewhere.visit("/account")


def test_what_somebody_has_changed_in_the_database_is_taken_away_like_a_lost_one(world: World) -> None:
    give_phone(world.asha)
    with acting(world.asha) as session:
        session.execute(update(User).where(User.id == world.asha.id).values(factors=None))
    client_as(world.anu).visit("auth.person", user_id=world.asha.id)
    type_in(Browser(world.app, "en"), "asha", status=409)
    take_away(client_as(world.sunita), world, "asha")
    browser = client_as(world.asha)
    assert browser.visit("/files").path == "/account/second-step"


def test_nobody_takes_away_her_own(world: World) -> None:
    with acting(world.sunita) as session:
        session.add(UserRole(user_id=world.sunita.id, role=Role.ADMINISTRATOR))
    browser = client_as(world.sunita)
    give_phone(world.sunita)
    browser.visit("auth.reset_page", user_id=world.sunita.id, status=404)


def test_whoever_made_a_link_does_not_take_the_second_step_away_as_well(world: World) -> None:
    give_phone(world.asha)
    steward = client_as(world.sunita)
    steward.visit("/keys")
    steward.press("Make a new link")
    take_away(steward, world, "asha", status=409)
    take_away(client_as(world.anu), world, "asha")


def test_whoever_took_the_second_step_away_makes_no_link_as_well(world: World) -> None:
    give_phone(world.asha)
    steward = client_as(world.sunita)
    take_away(steward, world, "asha")
    steward.visit("/keys")
    steward.press("Make a new link", status=409)
    anu = client_as(world.anu)
    anu.visit("auth.person", user_id=world.asha.id)
    anu.press("Make a new link")


def test_a_link_for_a_new_passphrase_does_not_stand_in_for_the_second_step(world: World) -> None:
    give_phone(world.maya)
    office = client_as(world.adina)
    office.visit("auth.person", user_id=world.maya.id)
    office.press("Make a new link")
    browser = Browser(world.app, "en")
    join(browser, link_on(office), "eleven slow clouds over the pass")
    browser.visit("auth.account_page", status=303, follow=False)
    browser.visit("auth.second_page")
    browser.fill("Digits", digits())
    browser.press("Sign in", status=303, follow=False)
    browser.visit("auth.account_page")


def test_she_ends_one_sign_in_elsewhere_or_all_of_them(world: World) -> None:
    phone, laptop, here = (client_as(world.asha) for _device in range(3))
    with world.app.app_context():
        rows = db.session.scalars(select(SignIn.id).where(SignIn.user_id == world.asha.id)).all()
    cookie = phone.client.get_cookie("sahayatri")
    assert cookie is not None and len(rows) == 3
    which = hashlib.sha256(bytes.fromhex(cookie.value)).hexdigest()
    here.visit("auth.account_page")
    here.post("auth.end_sessions", {"which": which})
    phone.visit("auth.account_page", status=303, follow=False)
    laptop.visit("auth.account_page")
    here.visit("auth.account_page")
    here.press("End all others")
    laptop.visit("auth.account_page", status=303, follow=False)
    here.visit("auth.account_page")


def test_nobody_ends_a_sign_in_of_somebody_else(world: World) -> None:
    asha, bina = client_as(world.asha), client_as(world.bina)
    with world.app.app_context():
        row = db.session.scalars(select(SignIn.id).where(SignIn.user_id == world.asha.id)).one()
    bina.visit("auth.account_page")
    bina.post("auth.end_sessions", {"which": row.hex()})
    asha.visit("auth.account_page")
