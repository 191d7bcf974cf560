"""Digits of either script, and the lakh grouping of South Asia."""

from __future__ import annotations

import re
import unicodedata

_DEVANAGARI = str.maketrans("0123456789", "०१२३४५६७८९")
_GROUPED = re.compile(r"[0-9]+(?:,[0-9]+)*")
_LATIN = re.compile(r"[A-Za-z]")
_WORD = re.compile(r"\S+")
# Longer than any number that a form asks for; Python's own limit is far higher.
_MOST_DIGITS = 18


class NotANumber(ValueError):
    """The text is not a whole number."""


def to_devanagari(text: str) -> str:
    """The text with ASCII digits as Devanagari ones. In a word with Latin letters, such as the number of a
    passport, they stay: half of it in either script can be read by nobody."""
    if not _LATIN.search(text):
        return text.translate(_DEVANAGARI)
    return _WORD.sub(lambda word: _unless_latin(word.group()), text)


def _unless_latin(word: str) -> str:
    return word if _LATIN.search(word) else word.translate(_DEVANAGARI)


def to_ascii(text: str) -> str:
    """The text with the decimal digits of any script as ASCII ones."""
    return "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in text)


def parse_int(text: str) -> int:
    """A whole number from 0, in either script, with or without grouping commas.

    Raises NotANumber.
    """
    plain = to_ascii(text).replace(" ", "").replace("\N{NO-BREAK SPACE}", "")
    if not _GROUPED.fullmatch(plain):
        raise NotANumber("Not a whole number.")
    digits = plain.replace(",", "")
    if len(digits) > _MOST_DIGITS:
        raise NotANumber("The number is too long.")
    return int(digits)


def group_lakh(number: int) -> str:
    """12,34,567 for 1234567: the last three digits, then by twos."""
    digits = str(abs(number))
    head, tail = digits[:-3], digits[-3:]
    pairs = [head[max(0, end - 2) : end] for end in range(len(head), 0, -2)][::-1]
    return ("-" if number < 0 else "") + ",".join([*pairs, tail])


def only_digits(typed: str) -> str:
    """The digits of a number however it was typed: in either script, with spaces or dashes."""
    return "".join(sign for sign in to_ascii(typed) if sign.isdigit())
