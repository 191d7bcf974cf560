"""Every page of this room, in both languages, by the rules that hold on every page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from auth.roles import Role
from auth.set_up import make_code
from casework.core.db import db
from tests.support.browser import Browser
from tests.support.people import World, acting, client_as, hire

PAGES = {
    "sunita": ("auth.stewardship", "auth.epoch", "auth.sheets", "auth.account_page"),
    "anu": ("auth.people", "auth.invite_page", "auth.own_organisation", "auth.sheets"),
    "adina": ("auth.organisations", "auth.new_organisation", "auth.people"),
    "uma": ("auth.chain", "auth.account_page"),
    "rita": ("auth.waiting_page", "auth.use_page"),
}


@pytest.fixture
def engine_name() -> str:
    """Pages read the same on each engine."""
    return "sqlite"


@pytest.mark.parametrize("lang", ["ne", "en"])
def test_every_page_holds_to_the_rules(world: World, lang: str) -> None:
    with world.app.app_context():
        hire(world, "rita", "a", Role.SUPERVISOR, name_ne="रीता")
        db.session.commit()
    for login, endpoints in PAGES.items():
        browser = _reader(client_as(world.people[login], lang))
        for endpoint in endpoints:
            browser.visit(endpoint)


@pytest.mark.parametrize("lang", ["ne", "en"])
def test_every_page_about_somebody_holds_to_the_rules(world: World, lang: str) -> None:
    with world.app.app_context():
        hire(world, "rita", "a", Role.CASEWORKER, name_ne="रीता")
        db.session.commit()
        network = world.ring("network").id
    anu, sunita = client_as(world.anu, lang), client_as(world.sunita, lang)
    for endpoint in ("auth.person", "auth.leave_page"):
        _reader(anu).visit(endpoint, user_id=world.asha.id)
    _reader(sunita).visit("auth.let_in_page", user_id=world.rita.id)
    sunita.visit("auth.partner_page", ring_id=network)
    sunita.visit("auth.account_page")
    link = _reader(sunita).post(f"/people/{world.asha.id}/link").text
    token = next(word for word in link.split() if "/join/" in word).removeprefix("http://localhost")
    _reader(Browser(world.app, lang)).visit(token)


@pytest.mark.parametrize("lang", ["ne", "en"])
def test_the_sheets_on_paper_hold_to_the_rules(world: World, lang: str) -> None:
    sunita = client_as(world.sunita, lang)
    sunita.visit("auth.sheets")
    sunita.post("/keys/sheets/new")
    for number in (1, 2):
        sunita.visit("auth.sheet", number=number)


@pytest.mark.parametrize("lang", ["ne", "en"])
def test_an_empty_instance_holds_to_the_rules(
    app: Flask, browsers: Callable[..., Browser], lang: str
) -> None:
    make_code(Path(app.instance_path))
    browser = _reader(browsers(lang))
    page = browser.visit("/sign-in")
    assert page.path == "/set-up"


def test_the_standing_task_of_a_single_steward_is_told_in_her_language(world: World) -> None:
    assert "अर्को पनि तोक्न" in client_as(world.nani, "ne").visit("auth.stewardship")


def test_nobody_is_told_of_keys_who_has_none(world: World) -> None:
    with world.app.app_context(), acting(world.sunita) as session:
        from auth import rings

        rings.begin_epoch(session, world.secrets, world.sunita.ring)
    assert "changed" not in client_as(world.anu).visit("auth.account_page")


def _reader(browser: Browser) -> Browser:
    # Letters that the page shows on purpose: a key of the keyboard, an address to hand on.
    browser.allow("Shift", "http", "localhost", "join")
    return browser
