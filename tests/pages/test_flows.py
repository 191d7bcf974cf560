"""The main way, from sign-in to quick exit, by the keyboard alone and in a browser without scripts."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.journeys.steps import NAME, open_file, refer
from tests.journeys.walker import Walker
from tests.pages.hands import Keys, Plain
from tests.support.chromium import Device, until_signed_out
from tests.support.people import World, world
from tests.support.server import Server
from tests.support.trainees import class_on, cohort, place, woman

__all__ = ["world"]

pytestmark = pytest.mark.journey

COHORT, TRAINEE = "साउन समूह", "लक्ष्मी तामाङ"
SITE = "https://www.dhm.gov.np/"


@pytest.fixture
def engine_name() -> str:
    """A browser behaves the same on each engine."""
    return "sqlite"


@pytest.mark.parametrize(("hands", "lang", "scripts"), [(Keys, "ne", True), (Plain, "en", False)])
def test_the_main_way_needs_neither_mouse_nor_scripts(
    world: World,
    live_server: Server,
    device: Callable[..., Device],
    hands: type[Walker],
    lang: str,
    scripts: bool,
) -> None:
    group = cohort(world.nani)
    place(world.nani, group, woman(world.nani, TRAINEE))
    class_on(world.nani, group)
    asha, nani = (
        hands(device(live_server, javascript=scripts), lang).sign_in(login) for login in ("asha", "nani")
    )
    open_file(asha)
    refer(asha)
    referral = asha.main.get_by_role("heading", level=1).inner_text()
    _accept(nani, referral)
    _take_the_roll(nani)
    _take_back(asha)
    _leave(asha, live_server)


def _accept(nani: Walker, referral: str) -> None:
    nani.open("Referrals")
    nani.click(referral)
    nani.press("Accept")
    nani.on(NAME)


def _take_the_roll(nani: Walker) -> None:
    nani.open("Training")
    nani.click(COHORT)
    nani.click(nani.say("Class %(number)s", number=1))
    nani.choose(TRAINEE, nani.code("attendance", "excused"))
    nani.press("Save")
    nani.sees("The roll is saved.")


def _take_back(asha: Walker) -> None:
    asha.open("Referrals")
    asha.click(NAME)
    asha.click("She wants this to stop")
    asha.tick("She wants this to stop.")
    asha.press("Stop now")
    asha.sees("They can no longer read her name or phone.")


def _leave(asha: Walker, server: Server) -> None:
    asha.page.route(f"{SITE}**", lambda route: route.fulfill(body="weather"))
    asha.press("Quick exit", within=asha.page.locator("header"))
    asha.page.wait_for_url(f"{SITE}**")
    until_signed_out(asha.page, f"{server.url}/files")
    asha.page.goto(f"{server.url}/files")
    assert "/sign-in" in asha.page.url
