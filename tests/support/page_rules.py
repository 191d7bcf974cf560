"""What holds on every page that the tests visit, whatever the test is about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator

from tests.support.element import Element
from tests.support.page import Page
from tests.support.page_words import complaints_of_words

Rule = Callable[[Page], Iterator[str]]

HEADERS = {
    "Content-Security-Policy": r"(?=.*(default|script)-src '(self|none)')(?!.*unsafe-)",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer|same-origin",
    "Cache-Control": ".*no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ".+",
}
# What is left of a value that was not there, or of a sentence that was not filled.
LEFTOVERS = re.compile(r"\bNone\b|%\(|\{\{|\}\}|\{%|LazyString|<bound|object at 0x|&(amp|lt|gt|#\d+|quot);")


def complaints(page: Page, allowed: frozenset[str] = frozenset()) -> list[str]:
    """Everything that is wrong with a page. `allowed` are Latin words that may stand on a Nepali one."""
    if not page.is_html:
        return list(_headers(page))
    found = [complaint for rule in RULES for complaint in rule(page)]
    return found + list(complaints_of_words(page, allowed))


def _well_formed(page: Page) -> Iterator[str]:
    yield from page.faults


def _headers(page: Page) -> Iterator[str]:
    for name, pattern in HEADERS.items():
        value = page.headers.get(name, "")
        if not re.match(pattern, value):
            yield f"header {name} is {value!r}"


def _head(page: Page) -> Iterator[str]:
    if not page.title:
        yield "no title"
    if page.lang not in ("ne", "en"):
        yield f"the page says that it is in {page.lang!r}"
    if page.html["translate"] != "no":
        yield 'no translate="no": a browser would send the page away to be translated'


def _structure(page: Page) -> Iterator[str]:
    if len(page.headings) != 1:
        yield f"{len(page.headings)} first-level headings"
    elif not page.headings[0].text:
        yield "an empty heading"
    if len(list(page.root.all("main"))) != 1:
        yield "not exactly one main part"
    counts = Counter(element["id"] for element in page.root.all() if "id" in element)
    yield from (f"{count} elements have the id {name!r}" for name, count in counts.items() if count > 1)


def _references(page: Page) -> Iterator[str]:
    ids = {element["id"] for element in page.root.all()}
    for element in page.root.all():
        for attribute in ("for", "aria-describedby", "aria-labelledby", "aria-controls"):
            for name in element[attribute].split():
                if name not in ids:
                    yield f"{element!r} points at {name!r}, which is not there"


def _names(page: Page) -> Iterator[str]:
    for element in (*page.inputs(), *page.buttons()):
        if not page.label(element):
            yield f"{element!r} has no label"
    for link in page.links:
        if not (link.text or link["aria-label"]):
            yield f"{link!r} has no words"
    yield from (f"{image!r} has no alt" for image in page.root.all("img") if "alt" not in image)


def _forms(page: Page) -> Iterator[str]:
    for form in page.root.all("form"):
        posts = form["method"].lower() == "post"
        if posts and not any(field["name"] == "csrf_token" for field in form.all("input")):
            yield f"{form!r} posts without a token"


def _strict_policy(page: Page) -> Iterator[str]:
    """What the content security policy would block, or what leads out of the product."""
    for element in page.root.all():
        yield from (f"{element!r} has {name}" for name in element.attributes if _is_inline(name))
        if element.tag == "style" or (element.tag == "script" and "src" not in element):
            yield f"{element!r} is inline"
        if re.match(r"\s*(javascript|tel):", element["href"]):
            yield f"{element!r} leads outside"
        if re.match(r"(https?:)?//", element["href"]) and "noreferrer" not in element["rel"]:
            yield f"{element!r} tells where it came from"


def _is_inline(attribute: str) -> bool:
    return attribute == "style" or attribute.startswith("on")


def _leftovers(page: Page) -> Iterator[str]:
    for where, string in page.root.strings():
        if where.tag not in ("script", "style", "textarea") and LEFTOVERS.search(string):
            yield f"{string.strip()!r} in {where!r}"
    for element in page.root.all():
        yield from _leftovers_in_attributes(element)


def _leftovers_in_attributes(element: Element) -> Iterator[str]:
    for name, value in element.attributes.items():
        if re.search(r"\bNone\b|%\(|LazyString|\{\{", value):
            yield f"{name}={value!r} in <{element.tag}>"


RULES: tuple[Rule, ...] = (
    _well_formed,
    _headers,
    _head,
    _structure,
    _references,
    _names,
    _forms,
    _strict_policy,
    _leftovers,
)
