"""Signing in, being slowed down, being signed out."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from auth.models import SignIn, Throttle, User
from auth.views.way import way_asked_for
from casework.audit.models import Act, Entry
from casework.core import clock
from casework.core.db import db
from tests.auth.ways import type_in
from tests.support.browser import Browser
from tests.support.people import World, client_as, sign_in

NOON = datetime(2026, 3, 2, 6, 15, tzinfo=UTC)


def test_a_wrong_name_and_a_wrong_passphrase_get_the_same_answer(world: World) -> None:
    browser = Browser(world.app, "en")
    type_in(browser, "nobody", status=422)
    unknown = browser.page.text
    type_in(browser, "asha", "not her words at all", status=422)
    assert browser.page.text == unknown
    with world.app.app_context():
        failed = db.session.scalars(select(Entry).where(Entry.act == Act.SIGN_IN_FAILED)).all()
        assert len(failed) == 2 and {entry.user_id for entry in failed} == {None, world.asha.id}


def test_failures_delay_an_account_and_never_lock_it_out(world: World) -> None:
    browser = Browser(world.app, "en")
    with clock.at(NOON):
        for _number in range(5):
            type_in(browser, "asha", "not her words at all", status=422)
        type_in(browser, "asha", status=429)
    with clock.at(NOON + timedelta(minutes=5)):
        type_in(browser, "asha")
    with world.app.app_context():
        assert db.session.query(Throttle).count() == 1  # that of the address


def test_a_guesser_elsewhere_cannot_keep_her_out(world: World) -> None:
    guesser, asha = Browser(world.app, "en"), Browser(world.app, "en")
    guesser.client.environ_base["REMOTE_ADDR"] = "192.0.2.9"
    with clock.at(NOON):
        for _number in range(6):
            guesser.visit("/sign-in")
            guesser.post(
                "/sign-in",
                {"login": "asha", "passphrase": "not her words at all"},
                status=429 if _number == 5 else 422,
            )
        sign_in(asha, world.asha)


def test_a_session_ends_after_half_an_hour_without_work(world: World) -> None:
    with clock.at(NOON):
        asha = client_as(world.asha)
    with clock.at(NOON + timedelta(minutes=29)):
        asha.visit("auth.account_page")
    with clock.at(NOON + timedelta(minutes=58)):
        asha.visit("auth.account_page")
    with clock.at(NOON + timedelta(minutes=89)):
        asha.visit("auth.account_page", status=303, follow=False)


def test_a_session_ends_after_ten_hours_of_work(world: World) -> None:
    with clock.at(NOON):
        asha = client_as(world.asha)
    for quarter in range(1, 41):
        with clock.at(NOON + timedelta(minutes=15 * quarter)):
            asha.visit("auth.account_page")
    with clock.at(NOON + timedelta(hours=10, minutes=1)):
        asha.visit("auth.account_page", status=303, follow=False)


def test_sessions_that_are_over_lose_their_keys_at_the_next_sign_in(world: World) -> None:
    with clock.at(NOON):
        client_as(world.asha)
    with clock.at(NOON + timedelta(hours=1)):
        client_as(world.bina)
    with world.app.app_context():
        row = db.session.scalars(select(SignIn).where(SignIn.user_id == world.asha.id)).one()
        assert (row.blob, row.ended_at) == (None, NOON)
    with clock.at(NOON + timedelta(hours=26)):
        client_as(world.bina)
    with world.app.app_context():
        assert db.session.scalar(select(SignIn).where(SignIn.user_id == world.asha.id)) is None


def test_signing_out_ends_the_session_and_clears_the_browser(world: World) -> None:
    asha = client_as(world.asha)
    asha.visit("auth.account_page")
    cookie = asha.client.get_cookie("sahayatri")
    page = asha.press("Sign out", follow=False, status=303)
    assert page.headers["Clear-Site-Data"] == '"cache"'
    assert asha.client.get_cookie("sahayatri") is None
    assert cookie is not None
    asha.client.set_cookie("sahayatri", cookie.value)
    asha.visit("auth.account_page", status=303, follow=False)


def test_signing_in_again_ends_the_session_before(world: World) -> None:
    asha = client_as(world.asha)
    sign_in(asha, world.bina)
    with world.app.app_context():
        rows = db.session.scalars(select(SignIn).where(SignIn.ended_at.is_(None))).all()
        assert [row.user_id for row in rows] == [world.bina.id]


def test_signing_out_everywhere_ends_every_session(world: World) -> None:
    phone, laptop = client_as(world.asha), client_as(world.asha)
    laptop.visit("auth.account_page")
    laptop.press("Sign out everywhere", follow=False, status=303)
    phone.visit("auth.account_page", status=303, follow=False)


def test_a_token_of_another_sign_in_is_refused(world: World) -> None:
    bina = client_as(world.bina)
    bina.visit("auth.account_page")
    asha = client_as(world.asha)
    asha.visit("auth.account_page")
    asha.post("/account", {"csrf_token": bina.token(), "language": "en", "calendar": "ad"}, status=400)
    with world.app.app_context():
        assert db.session.get_one(User, world.asha.id).calendar == "bs"


def test_a_form_sent_from_another_site_is_refused(world: World) -> None:
    asha = client_as(world.asha)
    asha.visit("auth.account_page")
    sent = {"csrf_token": asha.token(), "language": "en", "calendar": "ad"}
    answer = asha.client.post("/account", data=sent, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 400


@pytest.mark.parametrize(
    "target",
    [
        "https://example.org/",
        "//example.org/",
        "/\\example.org/",
        "/account\\@example.org",
        "\t//example.org",
        "javascript:alert(1)",
        "/no-such-page",
        "/account/sign-out",
    ],
)
def test_signing_in_never_leads_elsewhere(world: World, target: str) -> None:
    browser = Browser(world.app, "en")
    browser.visit("/sign-in")
    sent = {"csrf_token": browser.token(), "login": "maya", "passphrase": world.maya.passphrase}
    browser.client.set_cookie("sahayatri-way", target, path="/sign-in")
    answer = browser.client.post("/sign-in", query_string={"next": target}, data=sent)
    assert answer.headers["Location"] == "/"


def test_signing_in_leads_back_to_where_she_was(world: World) -> None:
    browser = Browser(world.app, "en")
    browser.visit("/account")
    browser.fill("Sign-in name", "maya")
    browser.fill("Passphrase", world.maya.passphrase)
    page = browser.press("Sign in")
    assert page.path == "/account"


def test_where_she_was_stands_in_no_address_and_is_forgotten_soon(world: World) -> None:
    browser = Browser(world.app, "en")
    path = f"/files/{uuid4()}"
    now = clock.now()
    page = browser.visit(path)
    assert page.path == "/sign-in"
    assert path.encode() not in page.data
    cookie = browser.client.get_cookie("sahayatri-way", path="/sign-in")
    assert cookie is not None
    browser.fill("Sign-in name", "asha")
    browser.fill("Passphrase", world.asha.passphrase)
    browser.press("Sign in", status=404)
    assert browser.client.get_cookie("sahayatri-way", path="/sign-in") is None
    with world.app.test_request_context("/sign-in", headers={"Cookie": f"sahayatri-way={cookie.value}"}):
        assert way_asked_for() == path
        with clock.at(now + timedelta(minutes=11)):
            assert way_asked_for() == ""


def test_a_new_passphrase_opens_the_same_keys_and_ends_other_sessions(world: World) -> None:
    phone, laptop = client_as(world.asha), client_as(world.asha)
    laptop.visit("auth.account_page")
    laptop.fill("Your passphrase until now", world.asha.passphrase)
    laptop.fill("Passphrase", "nine calm rivers flow down")
    laptop.fill("The same passphrase again", "nine calm rivers flow down")
    laptop.press("Change your passphrase")
    phone.visit("auth.account_page", status=303, follow=False)
    type_in(Browser(world.app, "en"), "asha", status=422)
    type_in(Browser(world.app, "en"), "asha", "nine calm rivers flow down")


@pytest.mark.parametrize(
    "passphrase", ["too short", "aaaaaaaaaaaabab", "my name is sita.tamang"], ids=["short", "few", "login"]
)
def test_a_weak_passphrase_is_refused(passphrase: str) -> None:
    from auth.passphrases import fault

    assert fault(passphrase, "sita.tamang") is not None


def test_a_suggested_passphrase_is_never_refused() -> None:
    from auth.passphrases import fault, suggest

    assert [fault(suggest(), "sita.tamang") for _number in range(200)] == [None] * 200
