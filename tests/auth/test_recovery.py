"""The recovery code, and a passphrase that somebody may know."""

from __future__ import annotations

import re
from typing import Any

import pytest
from sqlalchemy import select

from auth import due, rings
from auth.keys import open_seed
from auth.models import Membership, Ring
from auth.recovery import use_code
from auth.second_step_errors import WrongRecoveryCode
from auth.suspected import keeps_keys
from casework.audit.models import Act, Entry
from casework.core.db import db
from crypto import password
from tests.auth.second import digits, give_phone, half_way
from tests.auth.ways import choose_passphrase, type_in
from tests.support.browser import Browser
from tests.support.people import PASSPHRASE, Someone, World, acting, client_as

NEW = "eleven slow clouds over the pass"


def code_of(someone: Someone) -> str:
    """Make a recovery code on her account."""
    browser = client_as(someone)
    browser.visit("auth.code_page")
    browser.fill("Your passphrase", PASSPHRASE)
    browser.press("Make a code")
    found = re.search(r"(?:[0-9A-HJKMNP-TV-Z]{5} ){4}[0-9A-HJKMNP-TV-Z]{6}", browser.page.text)
    assert found, browser.page.text
    return found[0]


def use(world: World, login: str, code: str, *, status: int = 303) -> Browser:
    """Use a code on the page for it."""
    browser = Browser(world.app, "en")
    browser.visit("auth.forgotten_page")
    browser.fill("Sign-in name", login)
    browser.fill("Recovery code", code)
    choose_passphrase(browser, NEW)
    browser.press("Take this passphrase", status=status, follow=False)
    return browser


def test_a_code_gives_her_a_new_passphrase_for_the_same_keys_once(world: World) -> None:
    code = code_of(world.asha)
    elsewhere = client_as(world.asha)
    use(world, "asha", code.lower().replace(" ", "-"))
    elsewhere.visit("auth.account_page", status=303, follow=False)
    browser = Browser(world.app, "en")
    type_in(browser, "asha", status=422)
    type_in(browser, "asha", NEW)
    browser.visit("/files")
    use(world, "asha", code, status=422)
    with world.app.app_context():
        assert open_seed(world.secrets, world.asha.user, NEW) == world.asha.seed
    assert "A new passphrase was set with a recovery code" in client_as(world.sunita).visit("/keys").text


def test_a_code_does_not_stand_in_for_the_second_step(world: World) -> None:
    code = code_of(world.asha)
    give_phone(world.asha)
    use(world, "asha", code)
    browser = half_way(world.asha, NEW)
    browser.visit("/files", status=303, follow=False)
    browser.visit("auth.second_page")
    browser.fill("Digits", digits())
    browser.press("Sign in", status=303, follow=False)
    browser.visit("/files")


def test_a_wrong_name_a_wrong_code_and_no_code_get_the_same_answer_for_the_same_work(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    code_of(world.asha)
    done: list[int] = []
    slow = password._key

    def counted(*arguments: Any) -> bytes:
        done.append(1)
        return slow(*arguments)

    monkeypatch.setattr(password, "_key", counted)
    wrong = "0" * 25 + "0"
    answers, work = set(), set()
    for login, code in (("nobody", wrong), ("bina", wrong), ("asha", wrong), ("asha", "no code!")):
        done.clear()
        with world.app.app_context(), pytest.raises(WrongRecoveryCode) as refused:
            use_code(db.session, world.secrets, login, code, NEW, address="", cheap=True)
        answers.add(str(refused.value.message))
        work.add(len(done))
    assert (len(answers), work) == (1, {2})


def renew(someone: Someone) -> None:
    """Say on her account that somebody may know her passphrase."""
    browser = client_as(someone)
    browser.visit("auth.suspected_page")
    browser.fill("Your passphrase until now", PASSPHRASE)
    choose_passphrase(browser, NEW)
    browser.press("End my old passphrase and keys", status=303, follow=False)


def test_whoever_may_be_known_gets_other_keys_and_waits_to_be_let_in_again(world: World) -> None:
    elsewhere = client_as(world.asha)
    renew(world.asha)
    elsewhere.visit("auth.account_page", status=303, follow=False)
    browser = Browser(world.app, "en")
    type_in(browser, "asha", status=422)
    type_in(browser, "asha", NEW)
    assert browser.visit("/keys/waiting").text.count("no keys yet")
    with world.app.app_context():
        held = select(Membership).where(Membership.user_id == world.asha.id)
        assert db.session.scalar(held) is None
        seed = open_seed(world.secrets, world.asha.user, NEW)
        assert seed != world.asha.seed
    steward = client_as(world.sunita)
    page = steward.visit("/keys")
    assert "Somebody may know the passphrase of a colleague" in page.text
    with acting(world.sunita) as session:
        rings.begin_epoch(session, world.secrets, world.sunita.ring)


def test_where_nobody_could_let_her_in_again_she_keeps_the_keys_and_they_are_changed(world: World) -> None:
    with world.app.app_context():
        assert keeps_keys(db.session, world.sunita.user)
        assert not keeps_keys(db.session, world.asha.user)
        before = world.ring("a").epoch
    renew(world.sunita)
    browser = Browser(world.app, "en")
    type_in(browser, "sunita", NEW)
    browser.visit("/keys")
    with world.app.app_context():
        ring = world.ring("a")
        assert ring.epoch == before + 1
        assert due.why(db.session, db.session.get_one(Ring, ring.id)) is None
        acts = db.session.scalars(select(Entry.act).where(Entry.user_id == world.sunita.id)).all()
        assert Act.KEY_SUSPECTED in acts
    client_as(world.asha).visit("/files")
