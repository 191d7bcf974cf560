"""Static files: compressed once, served by WhiteNoise. Pages are never compressed (BREACH)."""

from __future__ import annotations

import contextlib
import gzip
from pathlib import Path
from wsgiref.headers import Headers

from flask import Flask
from whitenoise import WhiteNoise

COMPRESSED = frozenset({".css", ".js", ".json", ".svg"})


def serve_static(app: Flask, root: Path) -> None:
    """Serve the files below `root` as /static/, gzipped for those who ask."""
    for path in root.rglob("*"):
        if path.suffix in COMPRESSED:
            _compress(path)
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
        app.wsgi_app,
        root=str(root),
        prefix="/static/",
        allow_all_origins=False,
        max_age=3600,
        add_headers_function=_headers,
    )


def _compress(path: Path) -> None:
    beside = path.with_name(f"{path.name}.gz")
    if beside.exists() and beside.stat().st_mtime >= path.stat().st_mtime:
        return
    draft = path.with_name(f".{path.name}.{id(path)}.gz")
    # Where the folder cannot be written the originals are served as they are.
    with contextlib.suppress(OSError):
        draft.write_bytes(gzip.compress(path.read_bytes(), mtime=0))
        draft.replace(beside)


def _headers(headers: Headers, _path: str, _url: str) -> None:
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
