"""A demo answers this machine alone, whatever address it was bound to."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable, Iterable, Mapping
from urllib.parse import urlsplit
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

_REFUSED = (
    "बनाइएको तथ्याङ्क भएको यो नमुना यही कम्प्युटरमा मात्र चल्छ।\n"
    "This demo with invented data answers this machine only.\n"
).encode()


def only_here(
    inner: WSGIApplication, is_demo: Callable[[], bool], headers: Mapping[str, str]
) -> WSGIApplication:
    """Stand in front of a whole app, static files too, with the headers of every answer. What is no
    demo is let through."""

    def answer(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        if is_demo() and not is_here(str(environ.get("HTTP_HOST", ""))):
            start("403 Forbidden", [("Content-Type", "text/plain; charset=utf-8"), *headers.items()])
            return [_REFUSED]
        return inner(environ, start)

    return answer


def is_here(host: str) -> bool:
    """Whether a Host header names this machine."""
    try:
        name = urlsplit(f"//{host}").hostname or ""
        return name == "localhost" or ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False
