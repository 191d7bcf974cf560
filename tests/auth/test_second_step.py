"""The second step of a sign-in: digits of a phone, a printed page, and what lies between the two steps."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy import delete, select, update

from auth.models import SignIn, User
from auth.second_step_errors import FactorsChanged
from auth.second_step_models import WaitingSignIn
from casework.audit.models import Act, Entry
from casework.core import clock
from casework.core.db import begin_write, commit, db
from tests.auth.second import digits, factors_of, give_phone, half_way, wrong_digits
from tests.auth.test_sign_in import NOON
from tests.auth.ways import type_in
from tests.support.browser import Browser
from tests.support.people import PASSPHRASE, World, client_as

CODE = "1234567890"


def give(browser: Browser, code: str, *, status: int = 303) -> None:
    """Type digits into the second step."""
    browser.fill("Digits", code)
    browser.press("Sign in", follow=False, status=status)


def test_a_passphrase_alone_opens_nothing_where_a_second_step_is_set(world: World) -> None:
    give_phone(world.asha)
    browser = half_way(world.asha)
    browser.visit("auth.account_page", status=303, follow=False)
    with world.app.app_context():
        assert db.session.scalars(select(SignIn)).all() == []
    browser.visit("auth.second_page")
    give(browser, digits())
    browser.visit("auth.account_page")


def test_digits_serve_once(world: World) -> None:
    give_phone(world.asha)
    with clock.at(NOON):
        give(half_way(world.asha), digits())
        give(half_way(world.asha), digits(), status=422)
    with clock.at(NOON + timedelta(seconds=30)):
        give(half_way(world.asha), digits())


def test_a_code_of_the_printed_page_serves_once_and_is_read_in_devanagari(world: World) -> None:
    give_phone(world.asha, CODE)
    give(half_way(world.asha), "१२३४५ ६७८९०")
    give(half_way(world.asha), CODE, status=422)


@pytest.mark.both_engines
def test_a_wrong_an_old_and_an_empty_answer_read_alike_and_are_noted(world: World) -> None:
    give_phone(world.asha)
    browser = half_way(world.asha)
    give(browser, wrong_digits(), status=422)
    wrong = browser.page.text
    give(browser, "99 99", status=422)
    assert browser.page.text == wrong
    with world.app.app_context():
        acts = db.session.scalars(select(Entry.act).where(Entry.user_id == world.asha.id)).all()
        assert acts.count(Act.FACTOR_WRONG) == 2 and Act.SIGNED_IN not in acts


def test_whoever_guesses_digits_is_slowed_and_a_right_passphrase_does_not_help(world: World) -> None:
    give_phone(world.asha)
    with clock.at(NOON):
        browser = half_way(world.asha)
        for _number in range(5):
            give(browser, wrong_digits(), status=422)
        browser = half_way(world.asha)
        give(browser, digits(), status=429)
    with clock.at(NOON + timedelta(minutes=16)):
        give(half_way(world.asha), digits())


def test_between_the_two_steps_lie_five_minutes_at_most(world: World) -> None:
    give_phone(world.asha)
    with clock.at(NOON):
        browser = half_way(world.asha)
    with clock.at(NOON + timedelta(minutes=5, seconds=1)):
        browser.post("auth.second_now", {"code": digits()}, status=303, follow=False)
        browser.visit("/sign-in")
        assert "took too long" in browser.page.text


def test_no_row_makes_a_session_of_half_a_sign_in(world: World) -> None:
    give_phone(world.asha)
    browser = half_way(world.asha)
    cookie = browser.client.get_cookie("sahayatri-half", path="/sign-in")
    assert cookie is not None
    with world.app.app_context():
        begin_write(db.session)
        row = db.session.scalars(select(WaitingSignIn)).one()
        now = row.created_at
        db.session.add(SignIn(id=row.id, user_id=row.user_id, created_at=now, last_seen=now, blob=row.blob))
        commit(db.session)
    browser.client.set_cookie("sahayatri", cookie.value)
    browser.visit("auth.account_page", status=303, follow=False)


def test_a_half_sign_in_ends_when_her_passphrase_is_another(world: World) -> None:
    give_phone(world.asha)
    browser = half_way(world.asha)
    with world.app.app_context():
        begin_write(db.session)
        db.session.execute(update(User).where(User.id == world.asha.id).values(lock=world.bina.user.lock))
        commit(db.session)
    browser.post("auth.second_now", {"code": digits()}, status=303, follow=False)
    browser.visit("auth.account_page", status=303, follow=False)


@pytest.mark.parametrize("change", ["emptied", "forgotten", "older", "of somebody else"])
def test_a_second_step_that_was_changed_in_the_database_is_refused_loudly(world: World, change: str) -> None:
    give_phone(world.bina)
    give_phone(world.asha)
    with world.app.app_context():
        older = (world.asha.user.factors, world.asha.user.factors_version)
        give_phone(world.asha, CODE)
        theirs = (world.bina.user.factors, world.asha.user.factors_version)
        put = {"emptied": (None, 2), "forgotten": (None, 0), "older": older, "of somebody else": theirs}
        begin_write(db.session)
        db.session.execute(
            update(User)
            .where(User.id == world.asha.id)
            .values(factors=put[change][0], factors_version=put[change][1])
        )
        commit(db.session)
        with pytest.raises(FactorsChanged):
            factors_of(world.asha)
    type_in(Browser(world.app, "en"), "asha", status=409)


def test_a_stolen_database_tells_no_secret_of_a_phone(world: World) -> None:
    from tests.auth.second import SECRET

    give_phone(world.asha, CODE)
    with world.app.app_context():
        assert SECRET.encode() not in (world.asha.user.factors or b"")
        begin_write(db.session)
        db.session.execute(delete(WaitingSignIn))
        commit(db.session)


@pytest.mark.usefixtures("by_role")
def test_a_steward_sets_up_a_phone_before_anything_else(world: World) -> None:
    browser = client_as(world.sunita)
    page = browser.visit("/files")
    assert page.path == "/account/second-step"
    browser.post("/account/sessions", {"which": "others"})
    assert browser.page.path == "/account/second-step"
    browser.click("Set up a phone")
    secret = "".join(re.findall(r"\b[A-Z2-7]{4}\b", browser.page.text))
    browser.fill("The six digits on your phone", wrong_digits(secret))
    browser.press("Take this phone", status=422)
    browser.fill("The six digits on your phone", digits(secret))
    browser.press("Take this phone")
    browser.visit("/files")
    with world.app.app_context():
        assert factors_of(world.sunita).phone == secret


@pytest.mark.usefixtures("by_role")
def test_a_caseworker_is_asked_for_nothing_and_may_have_one(world: World) -> None:
    browser = client_as(world.asha)
    browser.visit("/files")
    browser.visit("auth.phone_page")
    secret = "".join(re.findall(r"\b[A-Z2-7]{4}\b", browser.page.text))
    browser.fill("The six digits on your phone", digits(secret))
    browser.fill("Your passphrase", "not her words at all")
    browser.press("Take this phone", status=422)
    browser.fill("The six digits on your phone", digits(secret))
    browser.fill("Your passphrase", PASSPHRASE)
    browser.press("Take this phone")
    with world.app.app_context():
        assert factors_of(world.asha).phone == secret


def test_a_printed_page_has_ten_codes_and_ends_the_one_before(world: World) -> None:
    give_phone(world.asha, CODE)
    browser = half_way(world.asha)
    give(browser, digits())
    browser.visit("auth.codes_page")
    browser.fill("Your passphrase", PASSPHRASE)
    browser.press("Make ten codes")
    codes = re.findall(r"\b\d{5} \d{5}\b", browser.page.text)
    assert len(set(codes)) == 10
    give(half_way(world.asha), CODE, status=422)
    give(half_way(world.asha), codes[3])


@pytest.mark.usefixtures("by_role")
def test_whoever_needs_a_second_step_cannot_do_without_her_last_one(world: World) -> None:
    give_phone(world.sunita)
    give_phone(world.asha)
    for someone, status in ((world.sunita, 403), (world.asha, 200)):
        browser = half_way(someone)
        give(browser, digits())
        assert ("Do without it" in browser.visit("auth.second_step")) == (status == 200)
        browser.visit("auth.remove_page", which="phone", status=status)
    browser.fill("Your passphrase", PASSPHRASE)
    browser.press("Do without it")
    client_as(world.asha).visit("/files")
