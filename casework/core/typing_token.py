"""Whose form this was: a word in each form that outlives the sign-in, so that typing is not lost with it.

Who is signed in, and how the word is made, is for the rooms above to say.
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

TYPING_TOKEN = "typing_token"  # noqa: S105  (the name of a field)

_source: list[Callable[[str], str]] = []


def set_typing_token(source: Callable[[str], str]) -> None:
    """Name the function path -> the word for a form that is sent there; "" for nobody."""
    _source[:] = [source]


def typing_token(address: str) -> str:
    """The word for a form that is sent to this address."""
    return _source[0](urlsplit(address).path) if _source else ""
