"""What a page would be to somebody who cannot see it: axe, in the browser that has the page open."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import axe_playwright_python
from playwright.sync_api import BrowserContext, Page

SCRIPT = Path(axe_playwright_python.__file__).with_name("axe.min.js")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# What is said of a finding is its rule and its place: axe need not look for selectors, nor fetch the styles
# again, which only a rule that is not among these would read.
RUN = """tags => axe.run(document, {
    runOnly: tags, resultTypes: ["violations"], preload: false, selectors: false, elementRef: false
}).then(found =>
    found.violations.flatMap(one => one.nodes.map(node => `${one.id}: ${node.html.slice(0, 200)}`)))"""


def findings(page: Page) -> list[str]:
    """Each place where the open page breaks WCAG 2.2 AA or what is good practice."""
    if not page.evaluate("!!window.bringAxe?.()"):
        page.evaluate(_script())
    return [str(found) for found in page.evaluate(RUN, TAGS)]


def at_hand(context: BrowserContext) -> None:
    """Lets each page of these devices bring axe by itself: it is sent and read once, not for each page."""
    context.add_init_script(f"window.bringAxe = () => {{ {_script()}\n return true; }};")


def too_wide(page: Page) -> list[str]:
    """What would have to be scrolled sideways to be read, on the width of the open page."""
    return ["wider than the screen"] if page.evaluate(WIDER) else []


WIDER = "document.documentElement.scrollWidth > innerWidth"


@cache
def _script() -> str:
    return SCRIPT.read_text(encoding="utf-8")
