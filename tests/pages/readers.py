"""Everybody of the scene at a device of her own: signed in, in a language, on a width."""

from __future__ import annotations

from dataclasses import dataclass, field

import playwright.sync_api

from tests.access.scene import Scene
from tests.support.axe import at_hand, findings, too_wide
from tests.support.chromium import Device
from tests.support.server import Server

WIDTHS = {"ne": 360, "en": 1280}
"""Each language is read on one width: a phone, where space is short, has the longer words."""
READY = """() => !document.querySelector("[data-roll-count][hidden]")
    && [...document.querySelectorAll("[data-place]")].every(one => one.querySelector("option + option"))"""
"""The scripts of the page have done what they change on it."""
LANGUAGES = {"ne": "नेपाली", "en": "English"}


@dataclass
class Readers:
    """Opens pages as somebody; her device stays open for the next page."""

    scene: Scene
    server: Server
    chromium: playwright.sync_api.Browser
    devices: dict[tuple[str, str], Device] = field(default_factory=dict)
    untouched: dict[tuple[str, str], str] = field(default_factory=dict)

    def open(self, path: str, who: str, lang: str, *, left_open: bool = False) -> playwright.sync_api.Page:
        """A page of the list, as somebody. `left_open`: where the test before only looked at it, as it is."""
        key = who, lang
        if key not in self.devices:
            self.devices[key] = self._device(who, lang)
        page = self.devices[key].page
        if left_open and self.untouched.pop(key, "") == path:
            return page
        self.untouched[key] = path
        page.goto(path.format(**self.scene.ids))
        if not page.evaluate(READY):
            page.wait_for_function(READY)
        return page

    def _device(self, who: str, lang: str) -> Device:
        device = Device(self.chromium, self.server.url, width=WIDTHS[lang])
        browser = self.scene.browsers[who]
        browser.speak(lang)
        device.carry_on(browser.client)
        # An import goes on by itself as soon as its page is open.
        device.never_loads("*/import.js")
        at_hand(device.context)
        return device

    def faults(self) -> list[str]:
        """What went wrong in anybody's console since it was last asked."""
        found = [fault for device in self.devices.values() for fault in device.faults]
        for device in self.devices.values():
            device.faults.clear()
        return found

    def close(self) -> None:
        """Put all devices away."""
        for device in self.devices.values():
            device.close()


def wrong(page: playwright.sync_api.Page) -> list[str]:
    """What is wrong with an open page, whichever it is. Seen from its top, and with the bar at its foot in
    its place at the end: whatever happens to lie half under a bar is a matter of scrolling, and that focus
    never stays there is for the keyboard tests."""
    page.evaluate("scrollTo(0, 0)")
    page.evaluate(FOOT, "static")
    found = [*findings(page), *too_wide(page)]
    page.evaluate(FOOT, "")
    return found


FOOT = """position => document.querySelectorAll(".reach-bar, .roll-bar").forEach(one => {
    one.style.position = position;
})"""


FORMS = """() => [...document.querySelectorAll("main form")].filter(form =>
    form.getAttribute("method") === "post"
    && form.querySelector("input:not([type=hidden]), select, textarea"))"""
SEND = """(index) => {
    const form = (%s)()[index];
    for (const one of form.elements) {
        if (one.matches("[type=radio], [type=checkbox]")) one.checked = false;
        else if (one.matches("select")) one.selectedIndex = 0;
        else if (one.matches("textarea, input:not([type=hidden])")) one.value = "";
    }
    form.requestSubmit(form.querySelector("button:not([type=button])"));
}"""


def forms(page: playwright.sync_api.Page) -> int:
    """How many forms with questions the open page has."""
    return int(page.evaluate(f"({FORMS})().length"))


def send_empty(page: playwright.sync_api.Page, index: int) -> int:
    """Send a form of the open page with nothing filled in; gives the status of the answer."""
    with page.expect_navigation() as answer:
        page.evaluate(SEND % FORMS, index)
    return answer.value.status if answer.value else 0
