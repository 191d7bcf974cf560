"""Somebody at the office knows her family: her file is left to two, and later opened to all again."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.cases.few import colleague
from tests.journeys.conftest import Arrive
from tests.journeys.founding import numbers
from tests.journeys.steps import find
from tests.journeys.walker import Walker
from tests.referrals.files import NAME, open_file
from tests.support.chromium import Device
from tests.support.people import PASSPHRASE, World
from tests.support.server import Server

pytestmark = pytest.mark.journey

KEYS = "Numbers of these keys"


def test_two_read_her_file_until_they_open_it_to_all_again(
    world: World, live_server: Server, device: Callable[..., Device], lang: str, arrive: Arrive
) -> None:
    colleague(world)
    open_file(world.asha)
    asha, sunita = arrive("asha"), arrive("sunita")
    asha.open("Files")
    asha.click(NAME)
    asha.click("Leave it to one or two people")
    asha.choose("Who shall read this file besides you?", "Rita")
    asha.fill("Your own passphrase", PASSPHRASE)
    asha.press("Leave it to us alone")
    find(sunita, NAME)
    assert NAME not in sunita.main.inner_text()

    rita = Walker(device(live_server), lang).sign_in("rita")
    rita.on("Compare the numbers")
    asha.click("Change")
    asha.click("The keys of a few")
    asha.unfold("Numbers, new keys, giving them up")
    assert numbers(rita, KEYS).inner_text() == numbers(asha, KEYS).inner_text()
    rita.fill("Passphrase", PASSPHRASE)
    rita.press("The numbers are the same: sign in")
    find(rita, NAME)
    rita.click(NAME)
    rita.click("Change")
    rita.press("Open it to all colleagues again")

    find(sunita, NAME)
    sunita.click(NAME)
    assert sunita.reads(NAME)
