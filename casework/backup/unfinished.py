"""A database that was put back and is not yet what it has to be: nobody is answered until it is."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, cast
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from auth.secrets import keep_folder, put_in_place

MARK = "restoring.json"
_REFUSED = (
    "यो प्रणाली जगेडा प्रतिबाट फर्काइँदै छ। केही बेरपछि फेरि आउनुहोस्।\n"
    "This system is being put back from a copy. Please come again later.\n"
).encode()


def begun(folder: Path) -> dict[str, Any] | None:
    """What is being put back into an instance, if anything is."""
    path = folder / MARK
    return cast("dict[str, Any]", json.loads(path.read_text())) if path.exists() else None


def begin(folder: Path, what: dict[str, Any]) -> None:
    """From here on nobody is answered."""
    put_in_place(folder / MARK, json.dumps(what).encode())


def end(folder: Path) -> None:
    """All is done: people are answered again."""
    (folder / MARK).unlink(missing_ok=True)
    keep_folder(folder)


def not_meanwhile(
    inner: WSGIApplication, folder: Path, headers: Iterable[tuple[str, str]]
) -> Callable[[WSGIEnvironment, StartResponse], Iterable[bytes]]:
    """Stand in front of a whole app, and ask at each request: it may have begun after the server did."""
    mark = folder / MARK

    def answer(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        if not mark.exists():
            return inner(environ, start)
        plain = ("Content-Type", "text/plain; charset=utf-8")
        start("503 Service Unavailable", [plain, ("Retry-After", "600"), *headers])
        return [_REFUSED]

    return answer
