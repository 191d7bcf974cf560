"""The number that is shown instead of a count: a little higher or lower, the same for ever.

Noise is drawn from who is in the cell, not by chance: the same people give the same number in
every table, in every format, on every day. Source: the cell-key method of official statistics,
with a symmetric maximum-entropy table of variance 4 and bound 7.
"""

from __future__ import annotations

import hashlib
import hmac
from bisect import bisect_right
from itertools import accumulate

_HALF = (0.19926, 0.17590, 0.12100, 0.06487, 0.02710, 0.00882, 0.00224, 0.00044)
BOUND = len(_HALF) - 1
NOISE = tuple(range(-BOUND, BOUND + 1))
PROBABILITY = tuple(_HALF[abs(e)] for e in NOISE)
_EDGES = tuple(accumulate(PROBABILITY))[:-1]

_WORD = 2**64


def record_key(key: bytes, pseudonym: str) -> int:
    """A woman's 64-bit record key: nobody without the statistics key can make it."""
    digest = hmac.new(key, b"rk|v1|" + pseudonym.encode(), hashlib.sha256).digest()
    return int.from_bytes(digest[:8], "big")


def noise(key: bytes, key_sum: int, count: int, epochs: int) -> int:
    """The whole number from -7 to 7 that belongs to some people: the sum of their record keys, how
    many they are, and the epochs of all blocks that the cell covers. A sum alone would be linear,
    and could be learned; so it goes through a keyed function. Nobody gives no noise."""
    if count == 0:
        return 0
    words = (key_sum % _WORD, count, epochs)
    message = b"cell|v1|" + b"".join(word.to_bytes(8, "big") for word in words)
    draw = int.from_bytes(hashlib.blake2b(message, key=key, digest_size=8).digest(), "big")
    return NOISE[bisect_right(_EDGES, draw / _WORD)]


def value(key: bytes, key_sum: int, count: int, epochs: int) -> int:
    """The count with its noise; below 6 it is never shown."""
    return count + noise(key, key_sum, count, epochs)
