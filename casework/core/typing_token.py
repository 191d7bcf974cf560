"""Whose form this was: a word in each form that outlives the sign-in, so that typing is not lost with it.

Who is signed in, and how the word is made, is for the rooms above to say.
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

TYPING_TOKEN = "typing_token"  # noqa: S105  (the name of a field)

_source: list[Callable[[str, str], str]] = []


def set_typing_token(source: Callable[[str, str], str]) -> None:
    """Name the function (path, form name) -> the word for that form, sent there; "" for nobody."""
    _source[:] = [source]


def typing_token(address: str, form_name: str) -> str:
    """The word for the form of this name that is sent to this address."""
    return _source[0](urlsplit(address).path, form_name) if _source else ""
