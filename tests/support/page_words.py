"""A Nepali page speaks Nepali: no English word, no ASCII digit, but in what somebody typed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.support.element import Element
from tests.support.page import Page

# Names of things that have no other name.
EVERYWHERE = frozenset(
    {"CSV", "XLSX", "HXL", "HDX", "PDF", "HTCDS", "SMS", "imo", "Viber", "WhatsApp", "Messenger", "QR"}
    | {"JSON", "OpenAPI", "ETag", "GET", "null", "Shift", "English"}
)
# Names and typed text may be in any script: templates mark them so.
SOMEBODYS_OWN = ("data-name", "data-typed")
ATTRIBUTES = ("title", "alt", "aria-label", "placeholder")
LATIN = re.compile(r"[A-Za-z]{2,}")
DEVANAGARI = re.compile(r"[\u0900-\u097f]")


def complaints_of_words(page: Page, allowed: frozenset[str]) -> Iterator[str]:
    """What a reader of Nepali could not read."""
    if page.lang != "ne":
        return
    for where, string in _readable(page):
        foreign = set(LATIN.findall(string)) - EVERYWHERE - allowed
        if foreign:
            yield f"English on a Nepali page: {string.strip()!r} in {where!r}"
        elif re.search("[0-9]", string) and not LATIN.search(string):
            yield f"ASCII digits on a Nepali page: {string.strip()!r} in {where!r}"
    for heading in page.headings:
        if not DEVANAGARI.search(heading.text) and not any(_is_own(part) for part in heading.all()):
            yield f"no Nepali in the heading {heading.text!r}"


def _readable(page: Page) -> Iterator[tuple[Element, str]]:
    for where, string in page.root.strings():
        if string.strip() and not _is_exempt(where):
            yield where, string
    for element in page.root.all():
        if not _is_exempt(element):
            yield from ((element, element[name]) for name in ATTRIBUTES if name in element)
            if element["type"] in ("submit", "button") and "value" in element and element.tag == "input":
                yield element, element["value"]


def _is_exempt(element: Element) -> bool:
    return any(
        outer.tag in ("script", "style", "textarea", "code")
        or outer["lang"] not in ("", "ne")
        or _is_own(outer)
        for outer in element.up()
    )


def _is_own(element: Element) -> bool:
    return any(mark in element for mark in SOMEBODYS_OWN)
