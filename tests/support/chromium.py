"""A real Chromium, kept from speaking to anything but this machine."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask.testing import FlaskClient
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Error,
    Page,
    expect,
    sync_playwright,
)

from dev import BROWSERS

# Each new window would draw two pages below its address bar, at the price of several visits.
UNSEEN = ("WebUIOmniboxPopup", "WebUIOmniboxAimPopup")
# Only the last list counts: here again is what Playwright turns off.
ALSO_OFF = (
    "AimEnabled",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "ThirdPartyStoragePartitioning",
)
FLAGS = [
    f"--disable-features={','.join((*UNSEEN, *ALSO_OFF))}",
    # No page here lives long enough for its scripts to be worth optimizing, which takes a fifth of the time.
    "--js-flags=--no-maglev --no-opt",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]


LONGEST = 30_000
"""Milliseconds in which a page has done what is waited for, on however busy a machine."""
expect.set_options(timeout=LONGEST)


COOKIES = ("sahayatri-language", "sahayatri")


def executable() -> str:
    """The browser of this machine: `$CHROMIUM`, else the first that is installed."""
    named = os.environ.get("CHROMIUM")
    found = named or next(filter(None, map(shutil.which, BROWSERS)), None)
    applications = map(str, Path("/Applications").glob("*Chrom*.app/Contents/MacOS/*Chrom*"))
    found = found or next(applications, None)
    if found is None:
        raise AssertionError("There is no Chromium here: `python3 dev.py test` says how to get it.")
    return found


@contextmanager
def chromium() -> Iterator[Browser]:
    """A running browser without a window."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


def until_signed_out(page: Page, url: str) -> None:
    """Quick exit signs out while it leaves: on a busy machine that arrives a moment later. `url`: of a page
    for those who are signed in."""
    for _time in range(LONGEST // 50):
        if page.context.request.get(url, max_redirects=0).status != 200:
            return
        page.wait_for_timeout(50)
    raise AssertionError("nobody was signed out")


class Device:
    """Somebody's phone or laptop: its own cookies, one open page, and what went wrong in it."""

    def __init__(self, browser: Browser, url: str, *, width: int = 360, javascript: bool = True) -> None:
        height = 740 if width < 700 else 900
        self.context: BrowserContext = browser.new_context(
            base_url=url,
            viewport={"width": width, "height": height},
            java_script_enabled=javascript,
            # Else a colour may be looked at while it is on its way to another.
            reduced_motion="reduce",
        )
        self.url = url
        self.context.set_default_timeout(LONGEST)
        self.faults: list[str] = []
        self.context.on("weberror", lambda error: self.faults.append(str(error.error)))
        self.context.on("console", self._listen)
        self.page: Page = self.context.new_page()

    def _listen(self, message: ConsoleMessage) -> None:
        # A refused page (404, 409) is reported as an error too, and is none.
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.faults.append(message.text)

    def carry_on(self, client: FlaskClient) -> None:
        """Be signed in as a client of the tests is, and read its language."""
        for cookie in filter(None, map(client.get_cookie, COOKIES)):
            self.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": self.url}])

    def never_loads(self, pattern: str) -> None:
        """Nothing with such an address comes. A route of Playwright's would do so too, but fetch all else
        anew for each page."""
        speaks = self.context.new_cdp_session(self.page)
        speaks.send("Network.enable")
        speaks.send("Network.setBlockedURLs", {"urls": [pattern]})

    def keep(self, folder: Path, name: str) -> None:
        """Put what every tab shows into a folder, for whoever looks at a failure."""
        folder.mkdir(parents=True, exist_ok=True)
        for number, page in enumerate(self.context.pages):
            try:
                page.screenshot(path=folder / f"{name}-{number}.png", full_page=True)
                (folder / f"{name}-{number}.html").write_text(page.content())
            except Error as error:  # A tab that is already gone cannot be shown
                (folder / f"{name}-{number}.txt").write_text(str(error))

    def close(self) -> None:
        """Put the device away."""
        self.context.close()
