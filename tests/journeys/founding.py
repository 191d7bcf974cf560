"""Steps of the first hour: the office, its partners, their sheets, their people, the comparing."""

from __future__ import annotations

from dataclasses import dataclass

import pyotp
from playwright.sync_api import Locator

from tests.journeys.walker import Walker
from tests.support.people import PASSPHRASE

OWN = "Numbers of your organisation's keys"


@dataclass(frozen=True)
class Person:
    """Somebody who is invited: the names that she is given, and what she does."""

    login: str
    name_ne: str
    name_en: str
    roles: tuple[str, ...]

    def name(self, lang: str) -> str:
        """What a page in this language calls her."""
        return self.name_ne if lang == "ne" else self.name_en


def set_up_office(walker: Walker, code: str, names: dict[str, str], first: Person) -> None:
    """The first visit: a code, the office, its administrator."""
    walker.arrive()
    walker.fill("Set-up code", walker.digits(code))
    walker.fill("Name of the office in Nepali", names["ne"])
    walker.fill("Name of the office in English", names["en"])
    walker.fill("Your name in Nepali", first.name_ne)
    walker.fill("Your name in English", first.name_en)
    walker.fill("Sign-in name", first.login)
    _passphrase(walker)
    walker.press("Set up the office")
    set_up_phone(walker)


def _passphrase(walker: Walker) -> None:
    walker.fill("Passphrase", PASSPHRASE)
    walker.fill("The same passphrase again", PASSPHRASE)


def print_sheets(walker: Walker, *, make: bool = False) -> None:
    """Print both break-glass sheets, and type back what stands at their feet."""
    walker.on("Break-glass sheets")
    if make:
        walker.press("Make two sheets")
    digits = [_foot_of(walker, sheet) for sheet in ("Sheet 1", "Sheet 2")]
    walker.fill("Check digits of sheet 1", digits[0])
    walker.fill("Check digits of sheet 2", digits[1])
    walker.press("Both are on paper")
    walker.sees("Both sheets are confirmed. Please give them to two people, in two places.")


def _foot_of(walker: Walker, sheet: str) -> str:
    walker.click(sheet)
    foot = walker.main.locator("p").filter(has_text=walker.say("Check digits:"))
    digits = "".join(sign for sign in foot.inner_text() if sign.isdigit())
    # The way back stands beside the sheet, where it is not printed.
    walker.click("Back", within=walker.page.locator("body"))
    return digits


def add_organisation(walker: Walker, kind: str, names: dict[str, str], first: Person) -> str:
    """An organisation and its first person; gives the link for her."""
    walker.open("Staff")
    walker.click("Partner organisations")
    walker.click("Add an organisation")
    walker.choose("What it is", kind)
    walker.fill("Name in Nepali", names["ne"])
    walker.fill("Name in English", names["en"])
    walker.press("Go on to the first person")
    return _make_account(walker, first)


def invite(walker: Walker, person: Person) -> str:
    """Invite somebody to one's own organisation; gives the link for her."""
    walker.open("Staff")
    walker.click("Invite somebody")
    return _make_account(walker, person)


def _make_account(walker: Walker, person: Person) -> str:
    walker.fill("Her name in Nepali", person.name_ne)
    walker.fill("Her name in English", person.name_en)
    walker.fill("Sign-in name", person.login)
    for role in person.roles:
        walker.choose("What she does", role)
    walker.press("Make the account")
    walker.on("A link, shown once")
    return walker.main.locator("code").inner_text()


def join(walker: Walker, link: str) -> Walker:
    """Follow the link that was given in person, and choose a passphrase."""
    walker.arrive(link)
    _passphrase(walker)
    walker.press("Take this passphrase")
    set_up_phone(walker)
    return walker


def set_up_phone(walker: Walker) -> None:
    """Whoever is asked for a second step before anything else lets a phone read the page, and goes on."""
    if not walker.page.url.endswith("/account/second-step"):
        return
    walker.click("Set up a phone")
    walker.phone = "".join(numbers(walker, "The same in letters").inner_text().split())
    walker.fill("The six digits on your phone", walker.digits(pyotp.TOTP(walker.phone).now()))
    walker.press("Take this phone")
    walker.click("Go on")


def compare_all(keepers: dict[str, Walker]) -> None:
    """Each steward compares the numbers of every other organisation, and keeps its key."""
    for walker in keepers.values():
        walker.open("Keys")
    own = {name: numbers(walker, OWN).inner_text() for name, walker in keepers.items()}
    for ours, walker in keepers.items():
        for theirs in keepers.keys() - {ours}:
            walker.open("Keys")
            walker.click(theirs)
            assert numbers(walker, "Numbers of the other organisation").inner_text() == own[theirs]
            walker.press("The numbers are the same: keep this key")


def let_in(steward: Walker, newcomer: Walker, person: Person) -> None:
    """A steward compares a newcomer's numbers; then she signs in, and compares the ring's."""
    hers = numbers(newcomer, "Your numbers").inner_text()
    steward.open("Keys")
    ring = numbers(steward, OWN).inner_text()
    steward.click(person.name(steward.lang))
    assert numbers(steward, "Her numbers").inner_text() == hers
    steward.press("The numbers are the same: let her in")
    newcomer.press("Sign out")
    newcomer.sign_in(person.login)
    assert numbers(newcomer, OWN).inner_text() == ring
    newcomer.fill("Sign-in name", person.login)
    newcomer.fill("Passphrase", PASSPHRASE)
    newcomer.press("The numbers are the same: sign in")


def numbers(walker: Walker, whose: str) -> Locator:
    """Numbers that two people read to each other."""
    return walker.main.get_by_role("group", name=walker.say(whose), exact=True)
