"""Which names this server answers to, and whose word it takes for where a request came from."""

from __future__ import annotations

from collections.abc import Iterable
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.sansio.utils import host_is_trusted

from casework.config import Config
from casework.demo.guard import is_here
from casework.headers import ALWAYS

_REFUSED = "यो ठेगाना यहाँ चल्दैन।\nThis address is not served here.\n".encode()


def init_hosts(app: Flask, config: Config) -> None:
    """Stand in front of the whole app. A proxy's word is taken only where a setting says that there is
    one: without it anybody could write the header, and be somebody else at each try."""
    app.wsgi_app = _only_named(app.wsgi_app, config.hosts)  # type: ignore[assignment,method-assign]
    if config.proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=config.proxies, x_proto=config.proxies, x_host=0, x_port=0, x_prefix=0
        )


def _only_named(inner: WSGIApplication, names: tuple[str, ...]) -> WSGIApplication:
    """Refuse every other Host header: links that are given to people are made from it. It is answered
    before anything is read or opened, and without a page, which would need addresses of its own."""

    def answer(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        if _is_named(str(environ.get("HTTP_HOST", "")), names):
            return inner(environ, start)
        start("400 Bad Request", [("Content-Type", "text/plain; charset=utf-8"), *ALWAYS.items()])
        return [_REFUSED]

    return answer


def _is_named(host: str, names: tuple[str, ...]) -> bool:
    # Werkzeug takes an empty list for "anything goes".
    named = is_here(host) or (bool(names) and host_is_trusted(host, names))
    return named and host_is_trusted(host)
