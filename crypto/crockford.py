"""Crockford's base 32: bytes as letters and digits that survive being written down by hand.

Source: https://www.crockford.com/base32.html. No I, L, O or U: a typed o is 0, i and l are 1.
"""

from __future__ import annotations

import unicodedata

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_BITS = 5
_VALUES = {character: value for value, character in enumerate(ALPHABET)}
_DEVANAGARI_DIGITS = "".join(map(chr, range(0x0966, 0x0970)))
_FORGIVEN = str.maketrans("OIL" + _DEVANAGARI_DIGITS, "011" + "0123456789")


def characters(length: int) -> int:
    """Return how many characters ``length`` bytes take."""
    return -(-length * 8 // _BITS)


def encode(data: bytes) -> str:
    """Return the characters, most significant bits first; spare bits at the end are zero."""
    count = characters(len(data))
    number = int.from_bytes(data, "big") << (count * _BITS - len(data) * 8)
    return "".join(ALPHABET[number >> _BITS * place & 31] for place in reversed(range(count)))


def tidy(typed: str) -> str:
    """Return typed text as it would be printed, without spaces and hyphens.

    Small letters, Devanagari digits and the letters o, i and l are understood. ValueError for
    anything else that is not in the alphabet.
    """
    kept = "".join(c for c in typed if not c.isspace() and unicodedata.category(c) != "Pd")
    tidied = kept.upper().translate(_FORGIVEN)
    if not set(tidied) <= set(ALPHABET):
        raise ValueError("a character that is never printed")
    return tidied


def decode(tidied: str) -> bytes:
    """Return the bytes; ValueError unless the text is exactly what ``encode`` gives for them."""
    length = len(tidied) * _BITS // 8
    number = 0
    for character in tidied:
        value = _VALUES.get(character)
        if value is None:
            raise ValueError("a character that is never printed")
        number = number << _BITS | value
    data = (number >> len(tidied) * _BITS - length * 8).to_bytes(length, "big")
    if encode(data) != tidied:
        raise ValueError("spare bits that are not zero")
    return data
