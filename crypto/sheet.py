"""A key sheet: the data keys of one file that one reader holds."""

from __future__ import annotations

import struct
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from crypto.envelope import KEY_BYTES, LENGTH_BYTES, CannotOpen, pad, unpad

COMPARTMENTS_MAX = 8
_ENTRY = struct.Struct(f">BH{KEY_BYTES}s")


@dataclass(frozen=True, repr=False)
class KeyEntry:
    """The numbered 32-byte data key of one compartment. It is never printed."""

    compartment: int
    number: int
    key: bytes


class Sheet:
    """The entries of a sheet, looked up by compartment and key number."""

    def __init__(self, entries: Iterable[KeyEntry]) -> None:
        """Take the entries in any order; ValueError if two have the same compartment and number."""
        self.entries = tuple(sorted(entries, key=lambda entry: (entry.compartment, entry.number)))
        self._by_number = {(entry.compartment, entry.number): entry for entry in self.entries}
        self._current = {entry.compartment: entry for entry in self.entries}
        if len(self._by_number) != len(self.entries):
            raise ValueError("two keys with one number")

    @property
    def compartments(self) -> frozenset[int]:
        """The compartments of which it holds at least one key."""
        return frozenset(self._current)

    def current(self, compartment: int) -> KeyEntry | None:
        """Return the key with the highest number, or None without a key."""
        return self._current.get(compartment)

    def find(self, compartment: int, number: int) -> KeyEntry | None:
        """Return the key with this number, or None without it."""
        return self._by_number.get((compartment, number))


def _packed(entry: KeyEntry) -> bytes:
    if len(entry.key) != KEY_BYTES:
        raise ValueError("a data key has 32 bytes")
    try:
        return _ENTRY.pack(entry.compartment, entry.number, entry.key)
    except struct.error:
        raise ValueError("a compartment or key number that does not fit") from None


def encode(entries: Iterable[KeyEntry]) -> bytes:
    """Return the bytes of a sheet, as long as one with as many key numbers for all compartments.

    So the size does not tell which or how many compartments were granted. ValueError for more than
    eight compartments, two keys with one number, a number that does not fit (compartment 0 to 255,
    key 0 to 65,535), or a key that is not 32 bytes long.
    """
    sheet = Sheet(entries)
    if len(sheet.compartments) > COMPARTMENTS_MAX:
        raise ValueError("too many compartments")
    numbers = Counter(entry.compartment for entry in sheet.entries)
    generations = max(numbers.values(), default=1)
    full = LENGTH_BYTES + generations * COMPARTMENTS_MAX * _ENTRY.size
    return pad(b"".join(_packed(entry) for entry in sheet.entries), full)


def decode(encoded: bytes) -> Sheet:
    """Read a sheet; raise ``CannotOpen`` for anything that ``encode`` does not write."""
    packed = unpad(encoded)
    if len(packed) % _ENTRY.size:
        raise CannotOpen
    try:
        return Sheet(KeyEntry(*fields) for fields in _ENTRY.iter_unpack(packed))
    except ValueError:
        raise CannotOpen from None
