"""A passphrase that is changed, and one that is forgotten where two people are stewards."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.journeys import founding
from tests.journeys.conftest import Arrive
from tests.journeys.founding import OWN, numbers
from tests.journeys.steps import find
from tests.journeys.test_keys_for_life import second_steward
from tests.journeys.walker import Walker
from tests.referrals.files import NAME, open_file
from tests.support.chromium import Device
from tests.support.people import PASSPHRASE, World
from tests.support.server import Server

pytestmark = pytest.mark.journey

CHANGED, NEW = "nine calm rivers flow down", "eleven slow clouds over the pass"
WAY = "Somebody has forgotten her passphrase, or lost her link?"


def test_she_changes_it_forgets_it_and_is_let_in_by_the_other_steward(
    world: World, live_server: Server, device: Callable[..., Device], lang: str, arrive: Arrive
) -> None:
    open_file(world.asha)
    second_steward(world, with_keys=True)
    _change(arrive("asha"))
    rita, sunita = arrive("rita"), arrive("sunita")
    rita.open("Keys")
    rita.unfold(WAY)
    rita.press("Make a new link", within=rita.main.get_by_role("group", name=_name(rita), exact=True))
    asha = Walker(device(live_server), lang)
    asha.arrive(rita.main.locator("code").inner_text())
    founding._passphrase(asha)
    asha.press("Take this passphrase")
    hers = numbers(asha, "Your numbers").inner_text()
    rita.open("Keys")
    rita.click(_name(rita))
    rita.on("A second person is needed")
    sunita.open("Keys")
    ring = numbers(sunita, OWN).inner_text()
    sunita.click(_name(sunita))
    assert numbers(sunita, "Her numbers").inner_text() == hers
    sunita.press("The numbers are the same: let her in")
    asha.sign_in("asha", CHANGED)
    asha.on("Sign in")
    asha.sign_in("asha")
    assert numbers(asha, OWN).inner_text() == ring
    asha.fill("Sign-in name", "asha")
    asha.fill("Passphrase", PASSPHRASE)
    asha.press("The numbers are the same: sign in")
    find(asha, NAME)
    assert asha.reads(NAME)


def _change(asha: Walker) -> None:
    asha.page.goto("/account")
    asha.fill("Your passphrase until now", PASSPHRASE)
    asha.fill("Passphrase", CHANGED)
    asha.fill("The same passphrase again", CHANGED)
    asha.press("Change your passphrase")
    asha.sees("Your passphrase is changed.")
    asha.sign_out()
    asha.sign_in("asha", CHANGED)
    asha.on("My day")


def _name(walker: Walker) -> str:
    return "आशा" if walker.lang == "ne" else "Asha"
