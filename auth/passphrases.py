"""What a passphrase has to be, and one that is easy to remember."""

from __future__ import annotations

import secrets
import unicodedata

from flask_babel.speaklater import LazyString
from wtforms import Field

from casework.core.i18n import _l

SHORTEST = 12
_FEWEST_LETTERS = 5
_TELLING = 4
"""A shorter sign-in name may stand in any word by chance."""

_WORDS = 5
_BEGINNINGS = "bdghjklmnprst"
_VOWELS = "aeiou"


def fault(passphrase: str, login: str) -> LazyString | None:
    """What is wrong with a passphrase for an account, as a sentence; None if it will do."""
    words = unicodedata.normalize("NFKC", passphrase).casefold().strip()
    if len(words) < SHORTEST:
        return _l("Please use at least 12 letters: a few words that you can remember.")
    if len(set(words) - set(" -._")) < _FEWEST_LETTERS:
        return _l("These are only a few letters again and again. Please take some more.")
    if len(login) >= _TELLING and login.casefold() in words:
        return _l("Please leave your sign-in name out of it.")
    return None


def suggest_for(field: Field) -> str:
    """One to show beside a field; "" once she has typed one that will do, for she may have noted it."""
    return suggest() if field.errors or not field.data else ""


def suggest() -> str:
    """Five made-up words of two syllables: 60 bits, written with the letters of any keyboard."""
    return " ".join(_word() for _number in range(_WORDS))


def _word() -> str:
    return "".join(secrets.choice(_BEGINNINGS) + secrets.choice(_VOWELS) for _number in range(2))
