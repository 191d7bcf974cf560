"""The seven compartments of a file, and how far a share can ever reach."""

from __future__ import annotations

from enum import IntEnum

from auth.models import Purpose


class Compartment(IntEnum):
    """A part of a file with a key of its own. The number is bound into every ciphertext."""

    IDENTITY = 1
    CONTACT = 2
    JOURNEY = 3
    HARM = 4
    WELLBEING = 5
    LIVELIHOOD = 6
    CASEWORK = 7


C = Compartment

OWNED: dict[Purpose, frozenset[Compartment]] = {
    Purpose.CASEWORK: frozenset(C),
    Purpose.TRAINING: frozenset({C.IDENTITY, C.CONTACT, C.LIVELIHOOD, C.CASEWORK}),
    Purpose.REPORTING: frozenset(),
}
"""What the files of a ring of each purpose consist of."""

CEILING: dict[Purpose, frozenset[Compartment]] = {
    Purpose.CASEWORK: frozenset({C.LIVELIHOOD}),
    Purpose.TRAINING: frozenset({C.IDENTITY, C.CONTACT, C.LIVELIHOOD}),
    Purpose.REPORTING: frozenset(),
}
"""The most that can be shared with a ring of each purpose, whatever anybody asks for."""
