"""Somebody who goes to every page about a woman and writes planted words into every form there."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from werkzeug.test import TestResponse

from tests.support.browser import Browser
from tests.support.element import Element
from tests.support.form import Form
from tests.support.page import Page
from tests.support.people import Someone, client_as
from tests.support.planting import plant

ENDS = ("/stop", "/close", "/reopen", "/recall", "/out", "/decline")
"""Forms that end something: they come last."""
NOT_HERS = ("/sign-out", "/quick-exit", "/preferences", "/keys", "/people", "/organisation", "/courses")
"""What is about the staff and the product, or public: course titles are no secret."""
HERS = ("/businesses/", "/activities/", "/referrals/", "/followups/", "/enrolments/", "/cohorts/")


class Walk:
    """One person who writes into every form that she can reach about a woman."""

    def __init__(self, someone: Someone) -> None:
        self.browser: Browser = client_as(someone)
        self.sent: dict[str, int] = {}
        self._seen: set[str] = set()
        self._ends: set[str] = set()
        self._start = ""

    def file(self) -> str:
        """Open a file through its two screens; gives its path."""
        self._send_only_form(self.browser.visit("/files/new"))
        self._send_only_form(self.browser.page)
        path = self.browser.page.path
        assert path.startswith("/files/"), self.browser.page.text
        return path

    def _send_only_form(self, page: Page) -> None:
        form = next(self.forms(page))
        plant(form)
        self.send(page, form)
        assert self.browser.page.status == 200, self.browser.page.text

    def everything(self, start: str, *more: str) -> None:
        """Every page that leads on from a file's, and every form on it; not yet what ends something."""
        self._start, waiting = start, [start, *more]
        while waiting:
            waiting += self._go(waiting.pop(0))

    def endings(self) -> None:
        """What ends something, last of all."""
        for path in sorted(self._ends):
            self._go(path)

    def _go(self, path: str) -> list[str]:
        if path in self._seen:
            return []
        self._seen.add(path)
        found = self._links(self.look(path), self._start)
        self._ends |= {one for one in found if one.endswith(ENDS)}
        return [one for one in found if not one.endswith(ENDS)]

    def _links(self, page: Page, start: str, again: bool = True) -> list[str]:
        """Write into the forms of a page; gives where it leads, and where its answers lead."""
        if not page.is_html:
            return []
        links = [urlsplit(urljoin(page.path, link["href"])).path for link in page.links]
        for form in self.forms(page):
            plant(form)
            if self.send(page, form) == 200 and again:
                # A preview, or a second screen: it has a form of its own.
                links += self._links(self.browser.page, start, again=False)
            else:
                links += [urlsplit(urljoin(page.path, link["href"])).path for link in self.browser.page.links]
        return [link for link in links if _is_hers(link, start)]

    def look(self, path: str) -> Page:
        return self._page_of(path, self.browser.client.get(path))

    def forms(self, page: Page) -> Iterator[Form]:
        for element in page.root.all("form"):
            action = urljoin(page.path, element["action"])
            mine = not action.startswith(NOT_HERS) and (page.path.endswith(ENDS) or not action.endswith(ENDS))
            if element["method"].lower() == "post" and mine:
                yield Form(page, element)

    def send(self, page: Page, form: Form) -> int:
        """Press its first button; `browser.page` is what comes of it. Gives the first status."""
        target = urljoin(page.path, form.element["action"])
        button = next((one for one in page.buttons() if _inside(one, form.element)), None)
        sent: dict[str, list[object]] = {}
        for name, value in form.values(button):
            sent.setdefault(name, []).append(value)
        answer = self.browser.client.post(target, data=sent)
        first = self.sent[urlsplit(target).path] = answer.status_code
        if answer.status_code == 303:
            target = urljoin(target, answer.headers["Location"])
            answer = self.browser.client.get(target)
        self.browser.page = self._page_of(urlsplit(target).path, answer)
        return first

    def _page_of(self, path: str, response: TestResponse) -> Page:
        page = Page(path, response)
        response.close()
        return page


def _is_hers(path: str, start: str) -> bool:
    if path.startswith(NOT_HERS) or (path.startswith("/files/") and not path.startswith(start)):
        return False
    return path.startswith((start, *HERS))


def _inside(element: Element, outer: Element) -> bool:
    return any(one is outer for one in element.up())
