"""What came back from a visit: status, headers, and the page if it is one."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from functools import cached_property

from werkzeug.test import TestResponse

from tests.support.element import Element, Parser, squeeze

INPUTS = ("input", "select", "textarea")


class Page:
    """A response, read once."""

    def __init__(self, path: str, response: TestResponse) -> None:
        self.path = path
        self.status = response.status_code
        self.headers = response.headers
        self.data = response.get_data()
        self.is_html = response.mimetype == "text/html"
        parser = Parser(response.get_data(as_text=True) if self.is_html else "")
        self.root = parser.root
        self.faults = parser.faults

    def __contains__(self, words: str) -> bool:
        return squeeze(words) in self.text

    def __repr__(self) -> str:
        return f"<Page {self.path} {self.status}>"

    @property
    def text(self) -> str:
        """All that can be read on the page."""
        return self.root.text

    @property
    def html(self) -> Element:
        """The html element."""
        return next(self.root.all("html"), Element("html", {}, None, []))

    @property
    def lang(self) -> str:
        """The language the page says that it is in."""
        return self.html["lang"]

    @property
    def title(self) -> str:
        """The words in the browser's tab."""
        return next((title.text for title in self.root.all("title")), "")

    @property
    def headings(self) -> list[Element]:
        """The first-level headings: there should be one."""
        return list(self.root.all("h1"))

    @property
    def links(self) -> list[Element]:
        """Every link."""
        return [link for link in self.root.all("a") if "href" in link]

    @property
    def weight(self) -> int:
        """Bytes on the way, gzipped."""
        return len(gzip.compress(self.data))

    def by_id(self, name: str) -> Element | None:
        """The element with an id."""
        return self._named.get(name)

    @cached_property
    def _named(self) -> dict[str, Element]:
        return {element["id"]: element for element in reversed([*self.root.all()]) if "id" in element}

    @cached_property
    def _labels(self) -> dict[str, Element]:
        return {label["for"]: label for label in reversed([*self.root.all("label")]) if label["for"]}

    def inputs(self) -> Iterator[Element]:
        """What a person fills in: no hidden inputs, no buttons."""
        for element in self.root.all(*INPUTS):
            if element["type"] not in ("hidden", "submit", "button", "image", "reset"):
                yield element

    def buttons(self) -> Iterator[Element]:
        """What a person presses; not what only the Enter key does."""
        yield from (button for button in self.root.all("button") if button["aria-hidden"] != "true")
        yield from (element for element in self.root.all("input") if element["type"] in ("submit", "button"))

    def label(self, element: Element) -> str:
        """The name of a field or button as a screen reader says it; "" if it has none."""
        if element["aria-labelledby"]:
            parts = [self.by_id(name) for name in element["aria-labelledby"].split()]
            return squeeze(" ".join(part.text for part in parts if part))
        if element["aria-label"]:
            return squeeze(element["aria-label"])
        if element.tag == "button":
            return element.text
        if element["type"] in ("submit", "button"):
            return squeeze(element["value"])
        return self._label_element(element)

    def _label_element(self, element: Element) -> str:
        if element["id"] in self._labels:
            return self._labels[element["id"]].text
        return next((outer.text for outer in element.up() if outer.tag == "label"), "")

    def group(self, element: Element) -> str:
        """The legend of the fieldset that a field stands in."""
        for outer in element.up():
            if outer.tag == "fieldset":
                return next((legend.text for legend in outer.all("legend")), "")
        return ""
