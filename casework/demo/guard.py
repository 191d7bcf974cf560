"""A demo answers this machine alone, whatever address it was bound to."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable, Iterable
from urllib.parse import urlsplit
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

_REFUSED = b"This demo with invented data answers this machine only.\n"


def only_here(inner: WSGIApplication, is_demo: Callable[[], bool]) -> WSGIApplication:
    """Stand in front of a whole app, static files too. What is no demo is let through."""

    def answer(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        if is_demo() and not is_here(str(environ.get("HTTP_HOST", ""))):
            start("403 Forbidden", [("Content-Type", "text/plain; charset=utf-8")])
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
