"""A first conversation through the two screens, by the words on them."""

from __future__ import annotations

from tests.support.browser import Browser

QUESTIONS = (
    "May we count you in our numbers, without your name?",
    "May we call you?",
    "May we send you messages?",
    "May we visit you?",
)
KEEP = "May we write down what you tell us, keep it here and use it to help you?"


def agree(browser: Browser, keep: str = "Yes, you may", others: str = "Yes, you may") -> None:
    """Screen one, in English."""
    browser.visit("/files/new")
    browser.choose(KEEP, keep)
    if keep == "Yes, you may":
        for question in QUESTIONS:
            browser.choose(question, others)
        if others == "Yes, you may":
            browser.tick("SMS")
    browser.press("Go on")


def tell_name(browser: Browser, name: str, *, under_18: str = "No") -> None:
    """Screen two, in English, without sending it."""
    browser.fill("Her name, or the name she wants to use here", name)
    browser.choose("How can we reach her safely?", "There is no safe way: she comes herself")
    browser.choose("Is she under 18?", under_18)
    browser.choose("How did you speak?", "In person")
    if "How did she say it?" not in browser.page:
        return  # she wants to think about it
    browser.fill("In which language was it explained?", "Nepali")
    browser.choose("How did she say it?", "Spoken")
    browser.choose("Who was there, accepted by her?", "A colleague")


def open_file(browser: Browser, name: str) -> str:
    """A file from its first conversation; returns the id in its address."""
    agree(browser)
    tell_name(browser, name)
    browser.press("Open her file")
    return browser.page.path.rsplit("/", 1)[-1]
