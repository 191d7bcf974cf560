"""A security key opens the second step of its owner, at its site, once with each answer; and nothing else."""

from __future__ import annotations

from copy import copy

from auth.second_step_forms import KeyForm
from casework.app import create_app
from casework.core.db import db
from casework.core.forms import FORM_NAME
from tests.auth.second import half_way
from tests.auth.test_second_lost import take_away
from tests.support.browser import Browser
from tests.support.instances import Instance
from tests.support.people import PASSPHRASE, Someone, World, client_as
from tests.support.security_key import SecurityKey


def asked(browser: Browser) -> str:
    """What the page asks the key."""
    return next(form["data-options"] for form in browser.page.root.all("form") if "data-options" in form)


def set_up(someone: Someone) -> SecurityKey:
    """Set up a key on her account."""
    browser, key = client_as(someone), SecurityKey()
    browser.visit("auth.key_page")
    sent = {"credential": key.made(asked(browser)), "name": "निलो", "passphrase": PASSPHRASE}
    browser.post("auth.add_key", sent, status=303, follow=False)
    return key


def give(browser: Browser, answer: str, *, status: int = 303) -> None:
    """Send an answer to the second step."""
    sent = {FORM_NAME: KeyForm.__name__, "credential": answer}
    browser.post("auth.second_now", sent, status=status, follow=False)


def test_it_opens_the_second_step_and_does_so_after_a_restart(world: World, instance: Instance) -> None:
    key = set_up(world.asha)
    for app in (world.app, create_app(instance.config)):
        world.app = app
        browser = half_way(world.asha)
        give(browser, key.answer(asked(browser)))
        browser.visit("auth.account_page")
    with app.app_context():
        db.engine.dispose()


def test_a_key_of_somebody_else_does_not_even_under_the_name_of_hers(world: World) -> None:
    key, other = set_up(world.asha), set_up(world.bina)
    browser = half_way(world.asha)
    give(browser, other.answer(asked(browser)), status=422)
    other.id = key.id
    give(browser, other.answer(asked(browser)), status=422)
    browser.visit("auth.account_page", status=303, follow=False)


def test_an_answer_serves_once_and_for_its_own_sign_in(world: World) -> None:
    key = set_up(world.asha)
    browser, again = half_way(world.asha), half_way(world.asha)
    answer = key.answer(asked(browser))
    give(again, answer, status=422)
    give(browser, answer)
    again.visit("auth.account_page", status=303, follow=False)


def test_a_copy_of_a_key_that_lags_behind_is_refused(world: World) -> None:
    key = set_up(world.asha)
    cloned = copy(key)
    for _time in range(2):
        browser = half_way(world.asha)
        give(browser, key.answer(asked(browser)))
    browser = half_way(world.asha)
    give(browser, cloned.answer(asked(browser)), status=422)


def test_an_answer_that_another_site_has_asked_for_is_refused(world: World) -> None:
    key = set_up(world.asha)
    key.origin = "https://sahayatri.example.net"
    browser = half_way(world.asha)
    give(browser, key.answer(asked(browser)), status=422)


def test_a_key_that_was_taken_away_opens_nothing(world: World) -> None:
    key = set_up(world.asha)
    browser = half_way(world.asha)
    options = asked(browser)
    take_away(client_as(world.sunita), world, "asha")
    give(browser, key.answer(options), status=422)
    assert client_as(world.asha).visit("/files").path == "/account/second-step"
    assert "A second step was taken away from" in client_as(world.sunita).visit("/keys").text
