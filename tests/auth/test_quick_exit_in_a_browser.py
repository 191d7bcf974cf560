"""Quick exit as a browser does it: the button, the key pressed three times, without JavaScript."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Dialog, Page

from tests.support.chromium import Device, until_signed_out
from tests.support.people import PASSPHRASE, World
from tests.support.server import Server

TYPED = "Shanti desk"
SITE = "https://www.dhm.gov.np/"

pytestmark = pytest.mark.journey


@pytest.fixture
def engine_name() -> str:
    """A browser behaves the same on each engine."""
    return "sqlite"


@pytest.mark.parametrize("way", ["button", "key"])
def test_quick_exit_leaves_at_once_and_keeps_the_typing(
    world: World, live_server: Server, device: Callable[..., Device], way: str
) -> None:
    page = device(live_server, width=1280).page
    asked = _asked(page)
    _sign_in(page)
    page.goto("/organisation")
    page.fill("[name=desk_en]", TYPED)
    if way == "button":
        page.locator(".exit-button").click()
    else:
        page.locator("[name=desk_en]").focus()
        for _time in range(3):
            page.keyboard.press("Shift")
    page.wait_for_url(f"{SITE}**")
    _find_sign_in(page, f"{live_server.url}/organisation")
    _sign_in(page)
    page.wait_for_url("**/organisation")
    assert page.input_value("[name=desk_en]") == TYPED
    assert not asked


def test_a_link_that_would_lose_what_she_typed_asks_first(
    world: World, live_server: Server, device: Callable[..., Device]
) -> None:
    page = device(live_server, width=1280).page
    asked = _asked(page)
    _sign_in(page)
    page.goto("/organisation")
    page.fill("[name=desk_en]", TYPED)
    with page.expect_navigation():
        page.locator("main form button.button").click()
    page.goto("/organisation")
    assert not asked
    page.fill("[name=desk_en]", f"{TYPED} 2")
    with page.expect_event("dialog"):
        page.locator("a[href='/account']").first.evaluate("link => link.click()")
    assert asked == ["beforeunload"]
    assert page.input_value("[name=desk_en]") == f"{TYPED} 2"


def _asked(page: Page) -> list[str]:
    """What the browser asks from now on; she wants to stay."""
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    return asked


def test_quick_exit_works_without_javascript(
    world: World, live_server: Server, device: Callable[..., Device]
) -> None:
    page = device(live_server, width=1280, javascript=False).page
    _sign_in(page)
    page.goto("/organisation")
    page.locator(".exit-button").click()
    page.wait_for_url(f"{SITE}**")
    _find_sign_in(page, f"{live_server.url}/organisation")


def _find_sign_in(page: Page, url: str) -> None:
    """Come back when the sign-out has arrived."""
    until_signed_out(page, url)
    page.goto(url)
    assert "/sign-in" in page.url


def _sign_in(page: Page) -> None:
    # The neutral site, without the network.
    page.context.route(f"{SITE}**", lambda route: route.fulfill(body="weather"))
    if "/sign-in" not in page.url:
        page.goto("/sign-in")
    page.fill("[name=login]", "anu")
    page.fill("[name=passphrase]", PASSPHRASE)
    page.locator("main button.button").click()
    page.wait_for_url(lambda url: "/sign-in" not in url)
