"""An instance before its first visit, and the main pages on the first day, when there is nothing to show."""

from __future__ import annotations

import playwright.sync_api
import pytest

from tests.access.scene import Scene
from tests.pages.readers import LANGUAGES, Readers, forms, send_empty, wrong
from tests.support.chromium import Device
from tests.support.server import Server

EVERYBODY = [
    "owner",
    "supervisor",
    "administrator",
    "coordinator",
    "officer",
    "manager",
    "auditor",
    "office_administrator",
]
"""One of each role."""
MAIN = "nav.nav a"


@pytest.mark.parametrize("who", EVERYBODY)
def test_the_main_pages_keep_the_rules_while_they_are_empty(beginning: Scene, who: str, lang: str) -> None:
    browser = beginning.browsers[who]
    browser.speak(lang)
    browser.allow(*beginning.world.people)
    browser.visit("/account")
    for link in [link["href"] for nav in browser.page.root.all("nav") for link in nav.all("a")]:
        browser.visit(link)


@pytest.mark.journey
@pytest.mark.parametrize("who", EVERYBODY)
def test_the_main_pages_read_well_while_they_are_empty(beginners: Readers, who: str) -> None:
    page = beginners.open("/account", who, "ne")
    for path in page.locator(MAIN).evaluate_all("all => all.map(one => one.getAttribute('href'))"):
        assert wrong(beginners.open(path, who, "ne")) == [], path


@pytest.mark.journey
def test_the_first_visit_of_all_reads_well(
    nobody_yet: Server, chromium: playwright.sync_api.Browser, lang: str
) -> None:
    device = Device(chromium, nobody_yet.url)
    page = device.page
    page.goto("/")
    other = page.get_by_role("button", name=LANGUAGES[lang], exact=True)
    if other.count():
        with page.expect_navigation():
            other.click()
    page.wait_for_url("**/set-up")
    assert wrong(page) == []
    assert forms(page) == 1
    assert send_empty(page, 0) == 422
    assert wrong(page) == []
    device.close()
    assert device.faults == []
