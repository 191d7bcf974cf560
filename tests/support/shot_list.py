"""What no link leads to: steps that bring the open page into a state worth a picture.

A step gets the page and the account that is signed in (None: nobody), and says whether there is something
to see.
"""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page

from tests.support.demo import Account

Step = Callable[[Page, Account | None], bool]


def not_found(page: Page, _account: Account | None) -> bool:
    """The page for what is not there, or not for her."""
    page.goto("/files/00000000-0000-4000-8000-000000000000")
    return True


def wrong_passphrase(page: Page, account: Account | None) -> bool:
    """Sign-in after a mistake."""
    if account is not None:
        return False
    page.goto("/sign-in")
    page.fill("input[name=login]", "nobody")
    page.fill("input[name=passphrase]", "not this one at all")
    page.press("input[name=passphrase]", "Enter")
    page.wait_for_load_state()
    return True


def nothing_filled_in(page: Page, _account: Account | None) -> bool:
    """A form that was sent empty, for whoever opens files."""
    return _opens(page, "/files/new") and _sent(page)


def nothing_found(page: Page, _account: Account | None) -> bool:
    """A search for somebody who is not here."""
    if not _opens(page, "/files"):
        return False
    page.fill("main input[name=text]", "क्षक्षक्ष")
    return _sent(page)


def longest_name(page: Page, _account: Account | None) -> bool:
    """The file of somebody with a very long name, for whoever may change it."""
    file = page.locator("main .rows > li:not(:has(.tag)) a").first
    if not _opens(page, "/files") or not file.count():
        return False
    if not _opens(page, f"{file.get_attribute('href')}/about"):
        return False
    page.fill("main input[name=name]", LONGEST)
    page.locator("main form[data-draft] button").last.click()
    page.wait_for_load_state()
    return True


def table_of_her_own(page: Page, _account: Account | None) -> bool:
    """A table with rows, columns and a choice, for whoever reads the numbers."""
    return _opens(page, "/numbers/explore?of=reached&by=age&by=sex&province=3&with=sex")


def too_fine(page: Page, account: Account | None) -> bool:
    """A table that is not shown, for whoever reads the others."""
    if not table_of_her_own(page, account):
        return False
    page.goto("/numbers/explore?of=reached&by=district&by=month")
    return True


def _opens(page: Page, path: str) -> bool:
    answer = page.goto(path)
    return answer is not None and answer.ok and "/sign-in" not in page.url


def _sent(page: Page) -> bool:
    with page.expect_navigation():
        page.locator("main form[data-once] button:not([type=button])").first.click()
    return True


LONGEST = "राजलक्ष्मीकुमारी विश्वकर्मा श्रेष्ठ चौधरी बूढाथोकी"
STEPS: dict[str, Step] = {
    "error-not-found": not_found,
    "error-wrong-passphrase": wrong_passphrase,
    "error-nothing-filled-in": nothing_filled_in,
    "nothing-found": nothing_found,
    "longest-name": longest_name,
    "numbers-of-her-own": table_of_her_own,
    "numbers-too-fine": too_fine,
}
