"""What was typed after a sign-out is kept when it was typed into her own form, and only then."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from auth.models import Draft
from casework.core import clock
from casework.core.db import db
from tests.support.browser import Browser
from tests.support.people import World, client_as, sign_in

NOON = datetime(2026, 3, 2, 6, 15, tzinfo=UTC)
TYPED = "Shanti desk, second floor"
FORM = "auth.own_organisation"
PATH = "/organisation"
FIELD = "Desk name in English"


def hidden(browser: Browser) -> dict[str, str]:
    """What the form of the page sends unseen."""
    form = next(one for one in browser.page.root.all("form") if "data-draft" in one)
    return {field["name"]: field["value"] for field in form.all("input") if field["type"] == "hidden"}


def drafts(world: World) -> list[Draft]:
    """What is kept for anybody."""
    with world.app.app_context():
        return [draft for draft in db.session.scalars(select(Draft)) if draft.blob]


@pytest.fixture
def laptop(world: World) -> Browser:
    """A shared laptop: the administrator typed into her form, and signed out in another tab."""
    with clock.at(NOON):
        browser = client_as(world.anu)
        form = browser.visit(FORM)
        browser.post("/sign-out", follow=False, status=303)
        browser.page = form
    return browser


def test_typing_survives_a_sign_out_in_another_tab(world: World, laptop: Browser) -> None:
    assert laptop.client.get_cookie("sahayatri") is None
    laptop.fill(FIELD, TYPED)
    with clock.at(NOON + timedelta(minutes=20)):
        page = laptop.press("Save")
        assert "What you typed is kept for you alone" in page
        assert TYPED not in page
        sign_in(laptop, world.anu)
        laptop.visit(FORM)
    assert laptop.field(FIELD)["value"] == TYPED


def test_half_an_hour_after_a_sign_out_the_form_is_nobodys(world: World, laptop: Browser) -> None:
    laptop.fill(FIELD, TYPED)
    with clock.at(NOON + timedelta(minutes=31)):
        assert "could not be kept" in laptop.press("Save")
    assert drafts(world) == []


def test_typing_survives_a_new_sign_in_in_another_tab(world: World, laptop: Browser) -> None:
    form = laptop.page
    with clock.at(NOON + timedelta(minutes=5)):
        sign_in(laptop, world.anu)
        laptop.page = form
        laptop.fill(FIELD, TYPED)
        assert "Nothing is saved yet" in laptop.press("Save")
        assert laptop.field(FIELD)["value"] == TYPED
        with world.app.app_context():
            assert world.organisation("a").desk_en == "North desk"
        laptop.press("Save")
    with world.app.app_context():
        assert world.organisation("a").desk_en == TYPED


def test_somebody_else_who_has_signed_in_plants_nothing_in_her_form(world: World, laptop: Browser) -> None:
    form = laptop.page
    with clock.at(NOON + timedelta(minutes=5)):
        sign_in(laptop, world.benu)
        laptop.page = form
        laptop.fill(FIELD, TYPED)
        laptop.press("Save", status=400)
        sign_in(laptop, world.anu)
        assert TYPED not in laptop.visit(FORM).data.decode()


def test_an_ended_cookie_alone_plants_nothing(world: World) -> None:
    with clock.at(NOON):
        anu = client_as(world.anu)
        anu.visit(FORM)
    cookie = anu.client.get_cookie("sahayatri")
    assert cookie is not None
    stranger = Browser(world.app, "en")
    stranger.client.set_cookie("sahayatri", cookie.value)
    with clock.at(NOON + timedelta(minutes=40)):
        stranger.visit("/sign-in")
        answer = stranger.client.post(PATH, data={"csrf_token": stranger.token(), "desk_en": TYPED})
        assert answer.headers["Location"].endswith("kept=no")
        stranger.client.post(
            "/quick-exit", data={"csrf_token": stranger.token(), "typed_path": PATH, "desk_en": TYPED}
        )
    assert drafts(world) == []


def test_a_word_serves_for_its_own_path_alone(world: World, laptop: Browser) -> None:
    sent = {**hidden(laptop), "desk_en": TYPED}
    with clock.at(NOON + timedelta(minutes=5)):
        laptop.client.post("/account", data=sent)
        laptop.client.post(PATH, data={**sent, "typing_token": sent["typing_token"][:-2] + "AA"})
    assert drafts(world) == []


def test_a_word_serves_for_its_own_form_alone(world: World, laptop: Browser) -> None:
    sent = {**hidden(laptop), "desk_en": TYPED, "form_name": "AnotherForm"}
    with clock.at(NOON + timedelta(minutes=5)):
        assert laptop.client.post(PATH, data=sent).headers["Location"].endswith("kept=no")
        laptop.client.post("/quick-exit", data={**sent, "typed_path": PATH})
    assert drafts(world) == []


def test_after_a_new_sign_in_a_word_still_serves_for_its_own_form_alone(
    world: World, laptop: Browser
) -> None:
    sent = {**hidden(laptop), "desk_en": TYPED, "form_name": "AnotherForm"}
    with clock.at(NOON + timedelta(minutes=5)):
        sign_in(laptop, world.anu)
        assert laptop.client.post(PATH, data=sent).status_code == 400


def test_a_word_serves_once_and_never_replaces_what_she_typed(world: World, laptop: Browser) -> None:
    sent = {**hidden(laptop), "name_ne": "इन्द्रेणी", "name_en": "Indreni", "desk_en": TYPED}
    with clock.at(NOON + timedelta(minutes=5)):
        first = laptop.client.post(PATH, data=sent)
        again = laptop.client.post(PATH, data=sent)
    with clock.at(NOON + timedelta(minutes=10)):
        planted = laptop.client.post(PATH, data={**sent, "desk_en": "Somebody else's"})
        kept = [answer.headers["Location"][-3:] for answer in (first, again, planted)]
        assert kept == ["yes", "yes", "=no"]
        sign_in(laptop, world.anu)
        laptop.visit(FORM)
        assert laptop.field(FIELD)["value"] == TYPED
        laptop.press("Save")
        laptop.press("Sign out", follow=False, status=303)
        laptop.client.post(PATH, data={**sent, "desk_en": "Somebody else's"})
    assert drafts(world) == []


def test_a_draft_never_chooses_who_gets_something_nor_fills_what_she_does_not_see(world: World) -> None:
    with clock.at(NOON):
        anu = client_as(world.anu)
        anu.visit("auth.invite_page")
    before = hidden(anu)["new_id"]
    anu.fill("Her name in English", "Rama")
    anu.tick("Supervisor")
    with clock.at(NOON + timedelta(minutes=40)):
        anu.press("Make the account")
        sign_in(anu, world.anu)
        anu.visit("auth.invite_page")
    assert anu.field("Her name in English")["value"] == "Rama"
    assert "checked" not in anu.field("Supervisor").attributes
    assert hidden(anu)["new_id"] != before
