"""What a cheap phone has to fetch, counted on the wire, headers and all, as the server sends it.

Styles and scripts come compressed. Pages do not, for their length would then tell what is in them; so they
are held to two limits: the budget as they would be compressed, and a wider one as they are sent.
"""

from __future__ import annotations

import gzip
from collections import Counter
from urllib.parse import urlsplit

import playwright.sync_api
import pytest

from tests.access.scene import Scene
from tests.pages.readers import Readers
from tests.support.chromium import Device
from tests.support.pages import Listed, listed

KB = 1_000
FIRST_VISIT, LATER_VISIT = 20 * KB, 8 * KB
STYLES, SCRIPTS = 8 * KB, 5 * KB
SENT = 20 * KB
# Every table of the numbers stands on one page, beside its bars.
SENT_LONGER = {"reporting.dashboard": 54 * KB}


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
def test_the_first_visit_is_light(devices: Readers, chromium: playwright.sync_api.Browser, lang: str) -> None:
    device = Device(chromium, devices.server.url)
    wire = Wire(device.page)
    device.page.goto("/sign-in", wait_until="networkidle")
    device.close()
    assert wire.total <= FIRST_VISIT
    assert wire.bytes["Stylesheet"] <= STYLES


@pytest.mark.parametrize("page", listed(), ids=str)
def test_a_later_page_is_light(shown: Scene, page: Listed, lang: str) -> None:
    browser = shown.browsers[page.who]
    browser.speak(lang)
    answer = browser.client.get(page.path.format(**shown.ids))
    assert len(gzip.compress(answer.data)) <= LATER_VISIT
    assert len(answer.data) <= SENT_LONGER.get(page.endpoint, SENT), urlsplit(page.path).path
