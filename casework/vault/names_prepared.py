"""What is kept of a name so that it can be compared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Self

from casework.core.name_script import romanise
from casework.core.name_sound import sound

# o and u, e and i are heard apart in short names (Mona, Muna) but mixed in long ones
# (Mohammad, Muhammad).
_MIXED = str.maketrans("OE", "UI")
_LONG = 5


def loosened(word: str) -> str:
    """A word's key with vowels that are often mixed up as one, as long as before."""
    return word.translate(_MIXED) if len(word) >= _LONG else word


@dataclass(frozen=True)
class Prepared:
    """Keys of the words, of neighbouring words run together, of the whole; and the letters.

    A register card stores it sealed, beside the name, so that a search need not work it out.
    """

    words: tuple[str, ...]
    joined: tuple[str, ...]
    whole: str
    text: str

    @cached_property
    def keys(self) -> frozenset[str]:
        """Every key under which the name is found."""
        return frozenset(key for key in (*self.words, *self.joined, self.whole) if key)

    @cached_property
    def loose(self) -> str:
        """The words with vowels that are often mixed up as one."""
        return " ".join(map(loosened, self.words))

    def to_json(self) -> list[str]:
        """Four texts: words, joined, whole, letters."""
        return [" ".join(self.words), " ".join(self.joined), self.whole, self.text]

    @classmethod
    def from_json(cls, stored: Sequence[str]) -> Self:
        """What `to_json` gave."""
        words, joined, whole, text = stored
        return cls(tuple(words.split()), tuple(joined.split()), whole, text)


def prepare(name: str) -> Prepared:
    """The keys of a name in either script; a name without letters has none."""
    return heard(romanise(name))


def heard(words: Sequence[str]) -> Prepared:
    """The keys of a name whose words are in plain Latin letters already."""
    return Prepared(
        words=tuple(sound(word) for word in words),
        joined=tuple(sound(one + other) for one, other in pairwise(words)),
        whole=sound("".join(words)),
        text=" ".join(words),
    )
