"""Walking through everything that somebody can reach, and keeping what came back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from werkzeug.test import TestResponse

from tests.support.browser import Browser
from tests.support.page import Page
from tests.support.statements import statements

LEFT_OUT = re.compile(r"/(static|keys|account|sign-out)\b")
"""Files that are the same for all, and pages about keys and accounts, where organisations have names."""

RANDOM = (
    (re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"), "<id>"),
    (re.compile(r"(?<![\w-])[0-9०-९]{3}-[0-9०-९]{3}(?![\w-])"), "<number>"),
    (re.compile(r'(name="(?:csrf|typing)_token" value=")[\w-]+'), r"\1<token>"),
)
OWN_TO_AN_ANSWER = frozenset({"Date", "Set-Cookie"})


@dataclass(frozen=True)
class Seen:
    """One answer with its ids and numbers masked, and how many statements it took."""

    where: str
    status: int
    headers: tuple[tuple[str, str], ...]
    text: str
    asked: int


def masked(text: str) -> str:
    """A text without what is drawn anew in every instance."""
    for pattern, stand_in in RANDOM:
        text = pattern.sub(stand_in, text)
    return text


def walk(browser: Browser, *also: str) -> Iterator[Seen]:
    """Every page that links lead to from the first one and from those named, each once, in the order in
    which they are met."""
    waiting, known = ["/", *also], {"/", *also}
    while waiting:
        path = waiting.pop(0)
        with statements() as sent:
            response = browser.client.get(path, buffered=True)
        yield _seen(f"GET {path}", response, len(sent))
        for link in _onward(path, response):
            if link not in known:
                known.add(link)
                waiting.append(link)


def send(browser: Browser, path: str, said: dict[str, str]) -> Seen:
    """What comes back when a form is sent."""
    browser.visit("/account")
    with statements() as sent:
        response = browser.client.post(path, data={**said, "csrf_token": browser.token()}, buffered=True)
    return _seen(f"POST {path} {said}", response, len(sent))


def _seen(where: str, response: TestResponse, asked: int) -> Seen:
    headers = [(name, masked(value)) for name, value in response.headers if name not in OWN_TO_AN_ANSWER]
    text = masked(response.get_data(as_text=True))
    return Seen(masked(where), response.status_code, tuple(headers), text, asked)


def _onward(path: str, response: TestResponse) -> Iterator[str]:
    found = [response.headers["Location"]] if "Location" in response.headers else []
    if response.mimetype == "text/html":
        found += [link["href"] for link in Page(path, response).links]
    for each in found:
        parts = urlsplit(urljoin(path, each))
        inside = parts._replace(fragment="").geturl()
        if not parts.netloc and not LEFT_OUT.match(parts.path):
            yield inside
