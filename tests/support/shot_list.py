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


STEPS: dict[str, Step] = {"error-not-found": not_found, "error-wrong-passphrase": wrong_passphrase}
