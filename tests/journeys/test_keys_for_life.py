"""Somebody leaves, a partner's key is not what it was, and the sheets have to be used."""

from __future__ import annotations

import pytest
from playwright.sync_api import Route
from sqlalchemy import delete, func, select

from auth import rings
from auth.break_glass import lines
from auth.models import TrustedKey
from auth.ring_opening import remember
from auth.roles import Role
from casework.core.db import db
from casework.unit_of_work import MOVED_BESIDE
from casework.vault.folders import Grant
from tests.journeys.conftest import Arrive
from tests.journeys.founding import OWN, numbers
from tests.journeys.walker import Walker
from tests.referrals.files import open_file
from tests.referrals.test_changed_key import exchange
from tests.support.people import ORGANISATIONS, PASSPHRASE, World, acting, hire

pytestmark = pytest.mark.journey

FILES = MOVED_BESIDE + 2
"""So many that the request which makes new keys does not move all of them."""
BEGUN = "A colleague has begun to open the keys with the break-glass sheets. Do you keep one?"


def second_steward(world: World, *, with_keys: bool) -> None:
    """Rita, a supervisor beside Sunita."""
    with acting(world.sunita) as session:
        rita = hire(world, "rita", "a", Role.SUPERVISOR, name_ne="रीता")
        if with_keys:
            rings.admit(session, world.secrets, world.sunita.ring, rita.user, by=world.sunita.id)
            remember(rita.user, rita.seed, world.sunita.ring)


def behind(world: World) -> int:
    """How many files of Indreni's are under its old keys."""
    with world.app.app_context():
        ring = world.ring("a")
        old = select(func.count()).select_from(Grant).where(Grant.ring_id == ring.id)
        return db.session.scalar(old.where(Grant.epoch < ring.epoch)) or 0


def test_somebody_leaves_and_a_colleague_goes_on_with_the_change_of_keys(
    arrive: Arrive, world: World
) -> None:
    for _number in range(FILES):
        open_file(world.asha)
    second_steward(world, with_keys=True)
    _close_account(arrive("anu"), "आशा", "Asha")
    _begin_and_break_off(arrive("sunita"))
    left = behind(world)
    assert left
    rita = arrive("rita")
    rita.page.goto("/account")
    told = "%(num)s file is still under the old keys: please go on with the change."
    many = "%(num)s files are still under the old keys: please go on with the change."
    rita.main.locator(".callout").filter(has_text=rita.count(told, many, left)).get_by_role("link").click()
    rita.page.wait_for_url("**/keys")
    assert behind(world) == 0


def _close_account(anu: Walker, name_ne: str, name_en: str) -> None:
    anu.open("Staff")
    anu.click(name_ne if anu.lang == "ne" else name_en)
    anu.click("Close this account")
    one = "%(num)s open file is with her. Please hand it over first."
    many = "%(num)s open files are with her. Please hand them over first."
    assert anu.count(one, many, FILES) in anu.main.inner_text()
    anu.tick("It cannot wait: close the account now. Her files are handed over afterwards.")
    anu.press("Yes, close it")
    anu.sees("The account is closed, and its keys are gone.")


def _begin_and_break_off(sunita: Walker) -> None:
    sunita.open("Keys")
    sunita.page.route("**/keys/move", _no_line)
    sunita.click("Change the keys")
    sunita.press("Change the keys now")
    sunita.on("Under the new keys")
    sunita.main.get_by_role("button", name=sunita.say("Continue")).wait_for()
    sunita.page.close()


def _no_line(asked: Route) -> None:
    if asked.request.method == "POST":
        asked.abort()
    else:
        asked.continue_()


def test_a_partners_key_is_compared_and_later_is_not_what_it_was(arrive: Arrive, world: World) -> None:
    with acting(world.sunita) as session:
        session.execute(delete(TrustedKey).where(TrustedKey.subject_id == world.ring("network").id))
    sunita, nani = arrive("sunita"), arrive("nani")
    nani.open("Keys")
    theirs = numbers(nani, OWN).inner_text()
    _kind, english, nepali, *_rest = ORGANISATIONS["network"]
    name = nepali if sunita.lang == "ne" else english

    sunita.open("Keys")
    sunita.click(name)
    assert numbers(sunita, "Numbers of the other organisation").inner_text() == theirs
    sunita.press("The numbers are the same: keep this key")

    exchange(world, "network", "another key")
    sunita.open("Keys")
    sunita.sees(
        sunita.say(
            "The key of %(name)s is not the one that was compared: nothing can go there until a steward "
            "has found out why.",
            name=name,
        )
    )
    sunita.click(name)
    assert numbers(sunita, "Numbers of the other organisation").inner_text() != theirs
    sunita.sees(
        "If they have not, or if a number differs: stop. Keep nothing, send nothing, and tell the programme "
        "office today: somebody may have put a false key in its place."
    )


def test_two_people_open_the_keys_with_their_sheets(arrive: Arrive, world: World) -> None:
    open_file(world.asha)
    second_steward(world, with_keys=False)
    sheets = world.sheets["a"]
    rita, asha = arrive("rita"), arrive("asha")
    rita.unfold("There is no steward any more who could let you in?")
    rita.click("Use the break-glass sheets")
    rita.press("Begin")

    asha.page.goto("/account")
    asha.main.locator(".callout").filter(has_text=asha.say(BEGUN)).get_by_role("link").click()
    assert numbers(asha, "Her numbers").inner_text() == numbers(rita, "Your numbers").inner_text()
    asha.fill("Your sheet", "\n".join(lines(sheets.second)))
    asha.press("The numbers are the same: give her my sheet")

    rita.click("Look again")
    rita.fill("Your sheet", "\n".join(lines(sheets.first)))
    rita.fill("Your own passphrase", PASSPHRASE)
    rita.press("Open the keys")
    rita.on("Keys")

    asha.sign_in("asha")
    asha.page.goto("/account")
    asha.sees(
        "The break-glass sheets were used to open the keys.", "The keys of the organisation were changed."
    )
    asha.press("I have read it")
    assert behind(world) == 0
