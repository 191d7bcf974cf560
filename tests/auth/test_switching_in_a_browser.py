"""Another language on a page whose form is sent elsewhere: with a script the switch takes it along."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.support.chromium import Device
from tests.support.people import PASSPHRASE, World
from tests.support.server import Server

pytestmark = pytest.mark.journey


@pytest.fixture
def engine_name() -> str:
    """A browser behaves the same on each engine."""
    return "sqlite"


def test_a_search_half_typed_is_there_in_the_other_language(
    world: World, live_server: Server, device: Callable[..., Device]
) -> None:
    page = device(live_server, width=1280).page
    page.goto("/sign-in")
    page.fill("[name=login]", "asha")
    page.fill("[name=passphrase]", PASSPHRASE)
    page.locator("main button.button").click()
    page.wait_for_url(lambda url: "/sign-in" not in url)
    page.goto("/files")
    before = page.locator("html").get_attribute("lang")
    page.fill("main [name=text]", "Rope")
    page.locator(".tools [data-read-in]").click()
    expect(page.locator("main [name=text]")).to_have_value("Rope")
    expect(page.locator("html")).to_have_attribute("lang", "en" if before == "ne" else "ne")
    page.fill("main [name=text]", "Ropes")
    page.keyboard.press("Enter")
    expect(page.locator("html")).to_have_attribute("lang", "en" if before == "ne" else "ne")
