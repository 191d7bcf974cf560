"""Somebody at a device who goes by the visible words of one language, and by nothing else."""

from __future__ import annotations

import re
from datetime import date

from playwright.sync_api import Locator, Page, expect

from casework.core.bs_calendar import to_bs
from casework.core.catalogue import catalogue
from casework.core.codes import codelist
from casework.core.digits import to_ascii, to_devanagari
from casework.core.places import district, palika, province
from tests.support.chromium import Device
from tests.support.people import PASSPHRASE

LANGUAGE = {"ne": "नेपाली", "en": "English"}


class Walker:
    """One person, her language and the page before her. Words are named by their English."""

    def __init__(self, device: Device, lang: str) -> None:
        self.device, self.lang = device, lang
        self.page: Page = device.page
        self.phone = ""

    # Words

    def say(self, english: str, **values: object) -> str:
        """The sentence in her language; somebody's own words stay as they are."""
        text = str(catalogue(self.lang).gettext(english))
        return self.digits(text % values) if values else text

    def count(self, singular: str, plural: str, num: int) -> str:
        """The sentence for a number."""
        return self.digits(str(catalogue(self.lang).ngettext(singular, plural, num)) % {"num": num})

    def digits(self, text: str) -> str:
        """A text with the digits that she reads."""
        return to_devanagari(text) if self.lang == "ne" else text

    def code(self, name: str, code: str) -> str:
        """The label of a code."""
        return codelist(name).label(code, self.lang)

    # Going

    def arrive(self, link: str = "/") -> None:
        """Open the front door, or a link that she was given, and read it in her language."""
        self.page.goto(link)
        self.read_in_her_language()

    def read_in_her_language(self) -> None:
        """Switch to it, if the page is in another one."""
        other = self.page.get_by_role("button", name=LANGUAGE[self.lang], exact=True)
        if other.count():
            self._leave_by(other)

    def sign_in(self, login: str, passphrase: str = PASSPHRASE) -> Walker:
        """Sign in on the sign-in page."""
        self.arrive()
        self.fill("Sign-in name", login)
        self.fill("Passphrase", passphrase)
        self.press("Sign in")
        return self

    def sign_out(self) -> None:
        """Out, by the menu of her account."""
        self.page.locator("summary").filter(has_text=self.say("My account")).click()
        self._leave_by(self.page.get_by_role("button", name=self.say("Sign out"), exact=True).first)

    def open(self, place: str) -> None:
        """One of her main pages."""
        main_pages = self.page.get_by_role("navigation", name=self.say("Main pages"))
        self._leave_by(main_pages.get_by_role("link", name=self.say(place)))

    def click(self, words: str, *, within: Locator | None = None) -> None:
        """Follow the link that reads so."""
        self._leave_by((within or self.main).get_by_role("link", name=self.say(words), exact=True))

    def press(self, words: str, *, within: Locator | None = None) -> None:
        """Press the button that reads so, and wait for the page that answers."""
        self._leave_by((within or self.main).get_by_role("button", name=self.say(words), exact=True))

    def unfold(self, words: str) -> None:
        """Open what is folded under these words."""
        self.main.locator("summary").filter(has_text=self.say(words)).click()

    def back(self) -> None:
        """The browser's own button."""
        self.page.go_back()

    def reload(self) -> None:
        """Load the page again."""
        self.page.reload()

    def new_tab(self) -> Walker:
        """A second page in the same browser, at her first one."""
        walker = Walker.__new__(Walker)
        walker.device, walker.lang = self.device, self.lang
        walker.page = self.device.context.new_page()
        walker.page.goto("/")
        return walker

    def _leave_by(self, way: Locator) -> None:
        # A click that leads to the same address is a navigation as well.
        with self.page.expect_navigation():
            way.click()

    # Filling in

    def fill(self, label: str, text: str, *, within: Locator | None = None) -> None:
        """Type into the box with this label."""
        self.box(label, within=within).fill(text)

    def box(self, label: str, *, within: Locator | None = None) -> Locator:
        """The box, or the list to choose from, with this label."""
        return (within or self.main).get_by_label(self.say(label), exact=True)

    def choose(self, question: str, answer: str) -> None:
        """Choose or tick an answer, whether the question is a group or a list to open."""
        group, words = self.group(question), self.say(answer)
        if group.count():
            # A hint may stand below the words, in the same label.
            labels = group.locator("label")
            exact = labels.filter(has_text=re.compile(f"^{re.escape(words)}$"))
            (exact if exact.count() else labels.filter(has_text=re.compile(f"^{re.escape(words)}"))).click()
        else:
            self.box(question).select_option(label=words)

    def tick(self, words: str) -> None:
        """A single tick."""
        self.main.get_by_role("checkbox", name=self.say(words)).check()

    def group(self, question: str) -> Locator:
        """The answers under one question."""
        return self.main.get_by_role("group", name=self.say(question), exact=True)

    def place(self, question: str, code: int) -> None:
        """A palika, by its province and its district."""
        found = palika(code)
        assert found
        chosen = (province(found.province), district(found.district), found)
        for list_name, one in zip(("Province", "District", "Palika"), chosen, strict=True):
            held = self.group(question).get_by_label(self.say(list_name), exact=True)
            assert one
            name = one.name_ne if self.lang == "ne" else one.name_en
            label = held.locator("option").filter(has_text=re.compile(f"^{re.escape(name)}")).first
            held.select_option(label=label.inner_text())

    def day(self, question: str, day: date) -> None:
        """A day, in the three boxes of her calendar; the month is a list."""
        group, bs = self.group(question), to_bs(day)
        for index, number in enumerate((bs.year, bs.day)):
            group.get_by_role("textbox").nth(index).fill(self.digits(str(number)))
        group.get_by_role("combobox").select_option(str(bs.month))

    # Reading

    @property
    def main(self) -> Locator:
        """The page without its frame."""
        return self.page.locator("main")

    def card(self, title: str) -> Locator:
        """The part of the page under this heading."""
        heading = self.page.get_by_role("heading", name=self.say(title), exact=True)
        return self.page.locator("section.card").filter(has=heading)

    def sees(self, *words: str) -> None:
        """These words stand on the page."""
        for one in words:
            expect(self.page.locator("body")).to_contain_text(self.say(one))

    def on(self, heading: str) -> None:
        """This is the page of that name."""
        expect(self.page.get_by_role("heading", level=1)).to_have_text(self.say(heading))

    def reads(self, secret: str) -> bool:
        """Whether something can be read on the page, in either kind of digits."""
        return to_ascii(secret) in to_ascii(self.page.inner_text("body"))
