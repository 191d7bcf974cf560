"""A picture of every page: as each role, in both languages, on a phone and on a laptop.

Signed in as each account of a new demo, it follows every link and takes one picture of each kind of page.
`shot_list.py` names what no link leads to: pages after a mistake, the longest names, an empty instance.
With words after the command, only accounts whose role or name holds one of them.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page
from werkzeug.exceptions import HTTPException
from werkzeug.routing import MapAdapter, RequestRedirect

from tests.support.chromium import Device, chromium
from tests.support.demo import Account, make_demo
from tests.support.instances import Instance
from tests.support.server import Server, serving
from tests.support.shot_list import STEPS
from tests.support.source import ROOT

FOLDER = ROOT / "shots"
LANGUAGES = {"ne": "नेपाली", "en": "English"}
WIDTHS = (360, 1280)


def main(words: Sequence[str]) -> int:
    """Make a demo, serve it, and take the pictures."""
    with tempfile.TemporaryDirectory() as scratch:
        instance, accounts = make_demo(Path(scratch) / "instance")
        chosen = [
            one for one in accounts if not words or any(word in f"{one.role} {one.login}" for word in words)
        ]
        with serving(instance, Path(scratch) / "server.log") as server, chromium() as browser:
            for language in LANGUAGES:
                for width in WIDTHS:
                    for account in [None, *chosen]:
                        _shoot(browser, server, account, language, width)
    print(f"The pictures are in {FOLDER.name}/")
    return 0


def _shoot(browser: Browser, server: Server, account: Account | None, language: str, width: int) -> None:
    role = account.login if account else "signed-out"
    folder = FOLDER / f"{language}-{width}" / role
    folder.mkdir(parents=True, exist_ok=True)
    device = Device(browser, server.url, width=width)
    sign_in(device.page, account)
    speak(device.page, language)
    taken = []
    for name in _pages(device.page, _routes(server.instance)):
        taken.append(name)
        device.page.screenshot(path=folder / f"{name}.png", full_page=True)
    for name, step in STEPS.items():
        if step(device.page, account):
            device.page.screenshot(path=folder / f"{name}.png", full_page=True)
    print(f"{folder.relative_to(ROOT)}: {len(taken)} pages", *device.faults, sep="\n  ", flush=True)
    device.close()


def sign_in(page: Page, account: Account | None) -> None:
    """Go to the first page as somebody; None stays signed out."""
    page.goto("/sign-in")
    if account:
        page.fill("input[name=login]", account.login)
        page.fill("input[name=passphrase]", account.passphrase)
        page.press("input[name=passphrase]", "Enter")
        page.wait_for_url(lambda url: "/sign-in" not in url)


def speak(page: Page, language: str) -> None:
    """Press the language switch, if the page is not in that language."""
    if page.locator("html").get_attribute("lang") != language:
        page.get_by_role("button", name=LANGUAGES[language]).first.click()
        page.wait_for_load_state()


def _pages(page: Page, routes: MapAdapter) -> Iterator[str]:
    """Visit one page of each kind that can be reached by links; gives its name while it is open."""
    waiting, seen = [urlsplit(page.url).path], set[str]()
    while waiting:
        path = waiting.pop(0)
        name = _kind(routes, path)
        if not name or name in seen:
            continue
        seen.add(name)
        page.goto(path)
        links = page.locator("a[href^='/']:not([download])").evaluate_all(
            "all => all.map(a => a.getAttribute('href'))"
        )
        waiting += [link for link in links if "/static/" not in link]
        yield name.replace(".", "-")


def _kind(routes: MapAdapter, path: str) -> str:
    try:
        endpoint, _values = routes.match(urlsplit(path).path, method="GET")
    except (HTTPException, RequestRedirect):
        return ""
    return "" if endpoint == "static" else str(endpoint)


def _routes(instance: Instance) -> MapAdapter:
    from casework.app import create_app

    return create_app(instance.config).url_map.bind("localhost")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
