"""Whoever comes to the device after a quick exit finds nothing, and whoever left finds her words again."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.support.chromium import Device, until_signed_out
from tests.support.people import PASSPHRASE, World, world
from tests.support.server import Server

__all__ = ["world"]

pytestmark = pytest.mark.journey

SITE = "https://www.dhm.gov.np/"
TYPED = "Half a word"


@pytest.fixture
def engine_name() -> str:
    """A browser behaves the same on each engine."""
    return "sqlite"


@pytest.fixture(params=[True, False], ids=["scripts", "no-scripts"])
def page(
    request: pytest.FixtureRequest, world: World, live_server: Server, device: Callable[..., Device]
) -> Page:
    """A page on which something was typed, and quick exit just pressed."""
    shown = device(live_server, javascript=request.param).page
    shown.context.route(f"{SITE}**", lambda route: route.fulfill(body="weather"))
    _sign_in(shown, live_server, "anu")
    shown.goto("/organisation")
    shown.fill("[name=desk_en]", TYPED)
    shown.locator(".exit-button").click()
    shown.wait_for_url(f"{SITE}**")
    until_signed_out(shown, f"{live_server.url}/organisation")
    return shown


def test_back_forward_and_a_new_tab_show_only_sign_in(page: Page, live_server: Server) -> None:
    for _step in range(4):
        page.go_back()
        assert _shows_nothing(page)
    page.go_forward()
    assert _shows_nothing(page)
    tab = page.context.new_page()
    tab.goto(f"{live_server.url}/organisation")
    assert "/sign-in" in tab.url


@pytest.mark.parametrize("page", [True], ids=["scripts"], indirect=True)
def test_what_was_typed_waits_for_her_alone(page: Page, live_server: Server) -> None:
    for login in ("benu", "anu"):
        _sign_in(page, live_server, login)
        page.goto(f"{live_server.url}/organisation")
        assert (page.input_value("[name=desk_en]") == TYPED) == (login == "anu")
        page.context.clear_cookies()


def _sign_in(page: Page, server: Server, login: str) -> None:
    page.goto(f"{server.url}/sign-in")
    page.fill("[name=login]", login)
    page.fill("[name=passphrase]", PASSPHRASE)
    page.locator("main button.button").click()
    page.wait_for_url(lambda url: "/sign-in" not in url)


def _shows_nothing(page: Page) -> bool:
    if page.url.startswith(SITE) or page.url == "about:blank":
        return True
    return page.locator("main").count() == 0 or "/sign-in" in page.url
