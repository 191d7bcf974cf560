"""Two at once at the same account, on two connections: it shuts nobody out, and leaves nobody in.

What is done first has not been committed when the other begins."""

from __future__ import annotations

from threading import Thread

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from auth import rings, second_step, suspected
from auth.break_glass import hold_sheets
from auth.break_glass_models import BreakGlass, BreakGlassNext
from auth.errors import RenewedMeanwhile
from auth.holding import hold_account
from auth.keys import lock_seed
from auth.models import Membership, SignIn
from auth.session import Live, begin
from auth.sheet_check import confirm_one
from auth.stewardship import find_waiting
from casework.audit.models import Act
from casework.backup.pepper import rotate
from casework.core.db import db
from tests.auth.second import digits, factors_of, give_phone, half_way
from tests.auth.test_recovery import NEW
from tests.auth.ways import choose_passphrase, sheet, type_in
from tests.support.browser import Browser
from tests.support.meanwhile import held_back, until_it_waits
from tests.support.people import PASSPHRASE, World, acting, client_as

pytestmark = pytest.mark.both_engines

OTHER = "nine calm rivers flow down"


def test_two_pages_of_codes_at_once_do_not_shut_her_out(world: World) -> None:
    give_phone(world.asha)
    browser = half_way(world.asha)
    browser.fill("Digits", digits())
    browser.press("Sign in", status=303, follow=False)
    browser.visit("auth.codes_page")
    browser.fill("Your passphrase", PASSPHRASE)
    with held_back(world.asha, lambda: browser.press("Make ten codes")) as session:
        made, _codes = second_step.new_codes(factors_of(world.asha), world.asha.id)
        second_step.write(session, world.secrets, world.asha.user, made, Act.FACTOR_SET, by=world.asha.id)
    with world.app.app_context():
        assert factors_of(world.asha).codes not in ((), made.codes)


def test_two_sheets_that_are_confirmed_at_once_are_both_confirmed(world: World) -> None:
    sunita, asha = client_as(world.sunita), client_as(world.asha)
    sunita.visit("auth.sheets")
    sunita.press("Make two sheets")
    _lines, check = sheet(sunita, 1)
    asha.visit("auth.sheets")
    asha.fill("Check digits of your sheet", check)
    with held_back(world.sunita, lambda: asha.press("My sheet is on paper")) as session:
        hold_sheets(session, world.ids["a"])
        row = session.get_one(BreakGlassNext, world.ids["a"])
        confirm_one(session, world.secrets, world.sunita.user, world.sunita.ring, row, row.check_b)
    with world.app.app_context():
        assert db.session.get(BreakGlassNext, world.ids["a"]) is None
    asha.visit("auth.sheets")
    sent = {"check": check, "csrf_token": asha.token()}
    assert asha.client.post("/keys/sheets", data=sent).status_code == 303  # pressed once more
    with world.app.app_context():
        assert db.session.get_one(BreakGlass, world.ids["a"]).is_complete


def test_a_pepper_that_is_renewed_at_that_moment_and_she_do_not_block_one_another(world: World) -> None:
    early = world.secrets

    def beside() -> None:
        with world.app.app_context():
            rotate(db.session, world.secrets)

    other = Thread(target=beside)
    lock = lock_seed(early, world.asha.id, OTHER, world.asha.seed, cheap=True)
    with pytest.raises(RenewedMeanwhile), acting(world.asha) as session:
        hold_account(session, world.asha.user)
        other.start()
        until_it_waits(other)
        world.asha.user.lock = lock
        session.flush()
    other.join(20)
    assert max(world.secrets.peppers) == early.pepper_version + 1
    type_in(Browser(world.app, "en"), "asha")


def renewing(world: World, session: Session) -> None:
    """Asha says that somebody may know her passphrase, in a session of her own."""
    user = world.asha.user
    _cookie, row = begin(session, world.secrets, user, world.asha.rings())
    session.flush()
    pair = suspected._pair(world.secrets, user, PASSPHRASE, NEW, cheap=True)
    suspected._take(session, world.secrets, Live(row, user, world.asha.rings()), pair)
    rings.end_sessions(session, [user.id])


def test_a_sign_in_with_the_old_passphrase_at_that_moment_opens_nothing(world: World) -> None:
    thief = Browser(world.app, "en")
    with held_back(world.asha, lambda: type_in(thief, "asha", status=422)) as session:
        renewing(world, session)
    with world.app.app_context():
        open_ones = select(func.count()).where(SignIn.user_id == world.asha.id, SignIn.ended_at.is_(None))
        assert db.session.scalar(open_ones) == 0
    type_in(Browser(world.app, "en"), "asha", NEW)


def test_a_second_step_taken_at_that_moment_opens_nothing(world: World) -> None:
    give_phone(world.asha)
    thief = half_way(world.asha)
    sent = {"code": digits()}
    with held_back(
        world.asha, lambda: thief.post("auth.second_now", sent, status=303, follow=False)
    ) as session:
        renewing(world, session)
    thief.visit("auth.account_page", status=303, follow=False)


def test_a_passphrase_changed_at_that_moment_does_not_shut_her_out(world: World) -> None:
    browser = client_as(world.asha)
    browser.visit("auth.account_page")
    browser.fill("Your passphrase until now", PASSPHRASE)
    choose_passphrase(browser, OTHER)
    with held_back(world.asha, lambda: browser.press("Change your passphrase", status=422)) as session:
        renewing(world, session)
    type_in(Browser(world.app, "en"), "asha", NEW)


def test_new_keys_that_begin_at_that_moment_are_not_given_to_her_old_pair(world: World) -> None:
    browser = client_as(world.asha)
    browser.visit("auth.suspected_page")
    browser.fill("Your passphrase until now", PASSPHRASE)
    choose_passphrase(browser, NEW)
    ending = "End my old passphrase and keys"
    with held_back(world.sunita, lambda: browser.press(ending, status=303, follow=False)) as session:
        kept = session.scalars(select(SignIn.id).where(SignIn.user_id == world.asha.id)).one()
        rings.begin_epoch(session, world.secrets, world.sunita.ring, keep=kept)
    with world.app.app_context():
        hers = select(Membership.id).where(Membership.user_id == world.asha.id)
        assert db.session.scalars(hers).all() == []


def test_keys_are_not_given_to_a_pair_that_ends_at_that_moment(world: World) -> None:
    with acting(world.asha) as session:
        rings.remove(session, world.ring("a").id, world.asha.id)
    with world.app.app_context():
        assert find_waiting(db.session, world.ids["a"], world.asha.id)
    steward = client_as(world.sunita)
    steward.visit("auth.let_in_page", user_id=world.asha.id)
    same = "The numbers are the same: let her in"
    with held_back(world.asha, lambda: steward.press(same, status=409)) as session:
        renewing(world, session)
