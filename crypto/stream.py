"""Something large, sealed and opened piece by piece under a key of its own.

The bytes are those of an envelope (header, Cobblestone-256, itself a stream of chunks); only the way there
differs, so that the whole never stands in memory twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import isqrt

from cryptography.cobblestone import Cobblestone256Decryptor, Cobblestone256Encryptor
from cryptography.exceptions import InvalidTag

from crypto.envelope import ALG_COBBLESTONE, FORMAT, LENGTH_BYTES, CannotOpen, body

SMALLEST = 32
"""The exponent of the smallest step: 64 KiB is the 32nd power of the square root of two."""


def stepped(length: int) -> int:
    """The next power of the square root of two, from 64 KiB on: the only sizes that a padded content has,
    so that they tell little about what lies in it."""
    power = SMALLEST
    while isqrt(1 << power) < length:
        power += 1
    return isqrt(1 << power)


def seal(key: bytes, context: bytes, content: bytes, piece: int) -> Iterator[bytes]:
    """Give the sealed pieces of a content, padded to the next step."""
    encryptor = Cobblestone256Encryptor(key, context)
    yield bytes((FORMAT, ALG_COBBLESTONE)) + encryptor.update(len(content).to_bytes(LENGTH_BYTES, "big"))
    whole = memoryview(content)
    for start in range(0, len(content), piece):
        yield encryptor.update(bytes(whole[start : start + piece]))
    left = stepped(LENGTH_BYTES + len(content)) - LENGTH_BYTES - len(content)
    for start in range(0, left, piece):
        yield encryptor.update(bytes(min(piece, left - start)))
    yield encryptor.finalize()


def unseal(key: bytes, context: bytes, pieces: Iterable[bytes]) -> bytes:
    """The content, whole or not at all. Raises CannotOpen."""
    found = bytearray()
    try:
        decryptor = Cobblestone256Decryptor(key, context)
        for number, one in enumerate(pieces):
            found += decryptor.update(body(one, ALG_COBBLESTONE) if number == 0 else one)
        found += decryptor.finalize()
    except (InvalidTag, ValueError):
        raise CannotOpen from None
    end = LENGTH_BYTES + int.from_bytes(found[:LENGTH_BYTES], "big")
    if len(found) < end or len(found) != stepped(end):
        raise CannotOpen
    return bytes(memoryview(found)[LENGTH_BYTES:end])
