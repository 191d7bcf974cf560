"""A browser without a screen: goes by the words on the page, and checks every page it sees."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit

from flask import Flask

from tests.support.element import Element, squeeze
from tests.support.form import Form, write
from tests.support.page import Page
from tests.support.page_rules import complaints

REDIRECTS = (301, 302, 303, 307, 308)
PLACES = ("fieldset", "form", "tr", "li", "article", "section", "dl")


class Browser:
    """One person at one device. `page` is what she sees."""

    def __init__(self, app: Flask, lang: str = "ne") -> None:
        self.app = app
        self.client = app.test_client()
        self.allowed: frozenset[str] = frozenset()
        self.page: Page
        self._files: dict[int, tuple[BytesIO, str]] = {}
        self.speak(lang)

    def speak(self, lang: str) -> None:
        """Read the product in a language from now on."""
        with self.client.session_transaction() as session:
            session["lang"] = lang

    def allow(self, *words: str) -> None:
        """Latin words that may stand on this person's Nepali pages, such as her own name."""
        self.allowed |= frozenset(words)

    # Going

    def visit(self, where: str, *, status: int = 200, follow: bool = True, **values: Any) -> Page:
        """Open a path ("/today") or an endpoint ("today.show", with its values)."""
        return self._go("GET", self.path(where, **values), status=status, follow=follow)

    def path(self, where: str, **values: Any) -> str:
        """The path of an endpoint; a path stays as it is."""
        if where.startswith("/"):
            return where
        return self.app.url_map.bind("localhost").build(where, values)

    def post(
        self,
        where: str,
        data: dict[str, Any] | None = None,
        *,
        status: int = 200,
        follow: bool = True,
        **values: Any,
    ) -> Page:
        """Send what no form on the page would send, with the page's own token."""
        sent = {"csrf_token": self.token(), **(data or {})}
        return self._go("POST", self.path(where, **values), sent, status=status, follow=follow)

    def token(self) -> str:
        """The token of a form on the page; "" where there is none."""
        found = (field["value"] for field in self.page.root.all("input") if field["name"] == "csrf_token")
        return next(found, "")

    def click(self, words: str, *, within: str = "", status: int = 200) -> Page:
        """Follow the link that reads so."""
        links = [link for link in self.page.links if words_of(self.page, link) == squeeze(words)]
        link = self._one(links, "link", words, within)
        return self._go("GET", urljoin(self.page.path, link["href"]), status=status)

    def press(self, words: str, *, within: str = "", status: int = 200, follow: bool = True) -> Page:
        """Press the button that reads so, and send its form."""
        buttons = [button for button in self.page.buttons() if self.page.label(button) == squeeze(words)]
        button = self._one(buttons, "button", words, within)
        form = Form(self.page, self._form_of(button))
        form.files = self._files
        target = urljoin(self.page.path, button["formaction"] or form.element["action"])
        values = form.values(button)
        if form.method == "GET":
            return self._go(
                "GET", f"{target.split('?')[0]}?{urlencode(values)}", status=status, follow=follow
            )
        return self._go("POST", target, _grouped(values), status=status, follow=follow)

    # Filling in

    def fill(self, label: str, value: str, *, within: str = "") -> None:
        """Type into the field with this label, or choose from its list. `within` names its group."""
        write(self.field(label, within=within), value)

    def tick(self, label: str, *, within: str = "", on: bool = True) -> None:
        """Tick a box."""
        field = self.field(label, within=within)
        field.attributes.pop("checked", None)
        if on:
            field.attributes["checked"] = ""

    def choose(self, group: str, label: str) -> None:
        """Choose one answer of a group of radio buttons."""
        field = self.field(label, within=group)
        for other in self.page.inputs():
            if other["type"] == "radio" and other["name"] == field["name"] and _form(other) is _form(field):
                other.attributes.pop("checked", None)
        field.attributes["checked"] = ""

    def attach(self, label: str, name: str, content: bytes) -> None:
        """Put a file into the field with this label."""
        self._files[id(self.field(label))] = (BytesIO(content), name)

    def field(self, label: str, *, within: str = "") -> Element:
        """The field with this label."""
        fields = [field for field in self.page.inputs() if self.page.label(field) == squeeze(label)]
        return self._one(fields, "field", label, within)

    # Inside

    def _one(self, found: list[Element], kind: str, words: str, within: str) -> Element:
        if within:
            found = closest(found, within)
        if len(found) != 1:
            place = f" within {within!r}" if within else ""
            raise AssertionError(
                f"{len(found)} times {kind} {words!r}{place} on {self.page!r}:\n{self.page.text}"
            )
        return found[0]

    def _form_of(self, button: Element) -> Element:
        form = self.page.by_id(button["form"]) if "form" in button else _form(button)
        if form is None:
            raise AssertionError(f"{button!r} belongs to no form")
        return form

    def _go(
        self, method: str, path: str, data: dict[str, Any] | None = None, *, status: int, follow: bool = True
    ) -> Page:
        response = self.client.open(path, method=method, data=data)
        for _ in range(5):
            if not follow or response.status_code not in REDIRECTS:
                break
            path = _inside(urljoin(path, response.headers["Location"]))
            response = self.client.open(path)
        self.page = Page(path, response)
        self._files = {}
        response.close()
        self._check(status)
        return self.page

    def _check(self, status: int) -> None:
        found = complaints(self.page, self.allowed) if self.page.status not in REDIRECTS else []
        if self.page.status != status:
            found.insert(0, f"status {self.page.status}, not {status}: {self.page.text[:600]}")
        if found:
            raise AssertionError("\n  ".join([f"{self.page.path}:", *found]))


def words_of(page: Page, link: Element) -> str:
    """What a link says."""
    return page.label(link) or link.text


def closest(found: list[Element], words: str) -> list[Element]:
    """The elements that stand in the smallest group, row, card or section that has these words."""
    sizes = [(size_around(element, words), element) for element in found]
    least = min((size for size, _element in sizes if size), default=0)
    return [element for size, element in sizes if size and size == least]


def size_around(element: Element, words: str) -> int:
    """How long the text of the smallest place around an element with these words is; 0 without."""
    places = [outer for outer in element.up() if outer.tag in PLACES and squeeze(words) in outer.text]
    return min((len(outer.text) for outer in places), default=0)


def _form(element: Element) -> Element | None:
    return next((outer for outer in element.up() if outer.tag == "form"), None)


def _inside(url: str) -> str:
    parts = urlsplit(url)
    if parts.netloc not in ("", "localhost"):
        raise AssertionError(f"a redirect leads outside: {parts.netloc}")
    return parts._replace(scheme="", netloc="").geturl()


def _grouped(pairs: list[tuple[str, Any]]) -> dict[str, list[Any]]:
    grouped: dict[str, list[Any]] = {}
    for name, value in pairs:
        grouped.setdefault(name, []).append(value)
    return grouped
