"""Something to take away, under a name that says nothing of anybody."""

from __future__ import annotations

from flask import Response


def download(content: bytes, name: str, media: str, *, how: str = "attachment") -> Response:
    """Bytes as a file of that name and media type; `how` is "inline" for what is shown inside a page."""
    answer = Response(content, mimetype=media)
    answer.headers["Content-Disposition"] = f"{how}; filename={name}"
    return answer
