"""What the tests of this room do again and again on the pages."""

from __future__ import annotations

import re

from flask import Flask

from auth.set_up import make_code
from tests.support.browser import Browser
from tests.support.people import PASSPHRASE

LINK = re.compile(r"http://localhost(/join/[\w-]+)")


def set_up_office(app: Flask, browser: Browser) -> None:
    """The first visit of an empty instance, up to the confirmed sheets."""
    from pathlib import Path

    code = make_code(Path(app.instance_path))
    browser.visit("/sign-in")
    browser.fill("Set-up code", code)
    browser.fill("Name of the office in Nepali", "कार्यक्रम कार्यालय")
    browser.fill("Name of the office in English", "Programme office")
    browser.fill("Your name in Nepali", "आदिना")
    browser.fill("Your name in English", "Adina")
    browser.fill("Sign-in name", "adina")
    choose_passphrase(browser)
    browser.press("Set up the office")
    confirm_sheets(browser)


def choose_passphrase(browser: Browser, passphrase: str = PASSPHRASE) -> None:
    """Type a passphrase into both fields."""
    browser.fill("Passphrase", passphrase)
    browser.fill("The same passphrase again", passphrase)


def sheet(browser: Browser, number: int) -> tuple[list[str], str]:
    """The lines of a printed sheet, and its check digits."""
    page = browser.visit("auth.sheet", number=number)
    items = [item.text for item in page.root.all("li")]
    return items, next(strong.text for strong in page.root.all("strong") if strong["class"] == "digits")


def confirm_sheets(browser: Browser) -> list[list[str]]:
    """Make sheets if there are none, print both, and type back their digits."""
    browser.visit("auth.sheets")
    if any(browser.page.label(button) == "Make two sheets" for button in browser.page.buttons()):
        browser.press("Make two sheets")
    printed = [sheet(browser, 1), sheet(browser, 2)]
    browser.visit("auth.sheets")
    browser.fill("Check digits of sheet 1", printed[0][1])
    browser.fill("Check digits of sheet 2", printed[1][1])
    browser.press("Both are on paper")
    return [lines for lines, _check in printed]


def invite(browser: Browser, login: str, *roles: str, where: str = "auth.invite_page") -> str:
    """Invite somebody; gives the path of her link."""
    if where:
        browser.visit(where)
    browser.fill("Her name in Nepali", "नयाँ")
    browser.fill("Her name in English", login.title())
    browser.fill("Sign-in name", login)
    for role in roles:
        browser.tick(role)
    browser.press("Make the account")
    return link_on(browser)


def link_on(browser: Browser) -> str:
    """The path of the link that a page shows."""
    found = LINK.search(browser.page.text)
    assert found, browser.page.text
    return found[1]


def join(browser: Browser, link: str, passphrase: str = PASSPHRASE) -> None:
    """Use a link."""
    browser.visit(link)
    choose_passphrase(browser, passphrase)
    browser.press("Take this passphrase", follow=False, status=303)


def type_in(browser: Browser, login: str, passphrase: str = PASSPHRASE, *, status: int = 303) -> None:
    """Type a name and a passphrase into the sign-in page, and press the button."""
    browser.visit("/sign-in")
    browser.fill("Sign-in name", login)
    browser.fill("Passphrase", passphrase)
    browser.press("Sign in", follow=False, status=status)
