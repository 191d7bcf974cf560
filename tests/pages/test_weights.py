"""What a cheap phone has to fetch, counted on the wire, headers and all, as the server sends it."""

from __future__ import annotations

from collections import Counter

import playwright.sync_api
import pytest

from tests.access.scene import Scene
from tests.pages.readers import Readers
from tests.pages.weights import FIRST_VISIT, LATER_VISIT, LONG_LIST, SCRIPTS, STYLES
from tests.support.chromium import Device
from tests.support.register import fill_register, invented_names

HEAVIEST = "/cohorts/new"
"""Nowhere are there more scripts: dates, places, and what every page has."""


class Wire:
    """Bytes that came over the wire, by the kind of thing; what the browser had already counts nothing."""

    def __init__(self, page: playwright.sync_api.Page) -> None:
        self.bytes: Counter[str] = Counter()
        self._kinds: dict[str, str] = {}
        connection = page.context.new_cdp_session(page)
        connection.send("Network.enable")
        connection.on("Network.responseReceived", self._begins)
        connection.on("Network.loadingFinished", self._ends)

    def _begins(self, event: dict[str, object]) -> None:
        self._kinds[str(event["requestId"])] = str(event["type"])

    def _ends(self, event: dict[str, float]) -> None:
        self.bytes[self._kinds[str(event["requestId"])]] += int(event["encodedDataLength"])

    @property
    def total(self) -> int:
        """Everything but the letters of Devanagari, which most phones have."""
        return self.bytes.total() - self.bytes["Font"]


@pytest.mark.journey
def test_the_first_visit_is_light(devices: Readers, chromium: playwright.sync_api.Browser) -> None:
    device = Device(chromium, devices.server.url)
    wire = Wire(device.page)
    device.page.goto("/sign-in", wait_until="networkidle")
    device.close()
    assert wire.total <= FIRST_VISIT
    assert wire.bytes["Stylesheet"] <= STYLES


@pytest.mark.journey
def test_the_scripts_of_one_page_are_light(readers: Readers) -> None:
    page = readers.open("/account", "coordinator", "ne")
    answers: list[playwright.sync_api.Response] = []
    page.on("response", lambda answer: answers.append(answer))
    readers.open(HEAVIEST, "coordinator", "ne")
    scripts = [one for one in answers if one.request.resource_type == "script"]
    assert sum(int(one.headers["content-length"]) for one in scripts) <= SCRIPTS


def test_a_full_list_is_light(beginning: Scene, lang: str) -> None:
    bina, browser = beginning.world.bina, beginning.browsers["other_caseworker"]
    with beginning.world.app.app_context():
        fill_register(bina, invented_names(60 if lang == "ne" else 0))
    browser.speak(lang)
    browser.allow(*beginning.world.people)
    page = browser.visit("/files")
    assert page.weight <= LATER_VISIT
    assert len(page.data) <= LONG_LIST
