"""How well a name answers a query, from 0 to 100."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeVar

from casework.vault.names_prepared import Prepared

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SIMILAR = 90.0
"""From here on two names may be spellings of one."""
LEAST = 45.0
"""Up to here a name is no answer at all."""

SAME, SAME_WORDS, MIXED_VOWELS, MORE_WORDS = 100.0, 98.0, 96.0, 90.0
ONE_WORD, BEGINNING, INSIDE, ALIKE = 86.0, 82.0, 76.0, 74.0
PART = 3.0
"""What a part of a name gains by how much of it was asked for."""
# A key of one letter begins too many names.
_SHORTEST = 2
_VOWELS = re.compile("[AEIOU]")
_WHOLE, _CONSONANTS = 0.6, 0.4


def bare(word: str) -> str:
    """A word's key without its vowels."""
    return _VOWELS.sub("", word)


Likeness = TypeVar("Likeness", float, "NDArray[np.float64]")


def likeness(whole: Likeness, consonants: Likeness) -> Likeness:
    """How alike two words are, 0 to 1, of how alike they are as a whole and bare (0 to 100). For one
    pair of words, or for a column of them."""
    return (_WHOLE * whole + _CONSONANTS * consonants) / 100


class Query:
    """A name that is looked for; remembers what it compared, as words come again and again."""

    def __init__(self, asked: Prepared) -> None:
        self.asked = asked
        self._words = frozenset(asked.words)
        self._padded = f" {asked.text}"
        self.solid = asked.text.replace(" ", "")
        self.stems = [word.removesuffix("A") for word in asked.words]
        self.by_key = all(len(stem) >= _SHORTEST for stem in self.stems)
        self.length = sum(map(len, asked.words))
        self.likeness = {word: _Likeness(word) for word in asked.words}

    def score(self, name: Prepared) -> float:
        """100 for the same key; from SIMILAR on all words of one are in the other."""
        if not self.asked.whole or not name.whole:
            return 0.0
        if self.asked.whole == name.whole:
            return SAME
        return self._by_words(name) or self._by_part(name) or self._by_likeness(name)

    def _by_words(self, name: Prepared) -> float:
        if len(self.asked.whole) == len(name.whole) and self.asked.loose == name.loose:
            return MIXED_VOWELS
        if self.asked.keys.isdisjoint(name.words) and self._words.isdisjoint(name.joined):
            return 0.0
        mine, theirs = _covers(name, self.asked), _covers(self.asked, name)
        if mine and theirs:
            return SAME_WORDS
        if not (mine or theirs):
            return 0.0
        shorter, longer = sorted((self.asked, name), key=lambda one: len(one.whole))
        share = len(shorter.whole) / len(longer.whole)
        return (MORE_WORDS if len(shorter.words) > 1 else ONE_WORD) + PART * share

    def _by_part(self, name: Prepared) -> float:
        """The query is the beginning of words, or stands somewhere inside."""
        share = min(1.0, len(self.solid) / len(name.text))
        if self._padded in f" {name.text}" or (self.by_key and self._begins(name)):
            return BEGINNING + PART * share
        if len(self.solid) > _SHORTEST and self.solid in name.text.replace(" ", ""):
            return INSIDE + PART * share
        return 0.0

    def _begins(self, name: Prepared) -> bool:
        return all(any(word.startswith(stem) for word in name.words) for stem in self.stems)

    def _by_likeness(self, name: Prepared) -> float:
        """Each word of the query against the word most like it, by length."""
        alike = 0.0
        for mine, known in self.likeness.items():
            alike += len(mine) * max([known[theirs] for theirs in name.words])
        share = alike / self.length
        return ALIKE * share - min(4, abs(len(name.whole) - len(self.asked.whole)) / 2)


def _covers(longer: Prepared, shorter: Prepared) -> bool:
    """Whether each word of one, alone or run together with its neighbour, is in the other."""
    left = list(shorter.words)
    place = 0
    while place < len(left):
        if left[place] in longer.keys:
            place += 1
        elif place < len(shorter.joined) and shorter.joined[place] in longer.keys:
            place += 2
        else:
            return False
    return True


class _Likeness(dict[str, float]):
    """How alike other words are to one, 0 to 1, each worked out once.

    Consonants count beside the whole, as vowels are written in many ways.
    """

    def __init__(self, word: str) -> None:
        # Takes long to load: a server that starts has no use for it before the first search.
        from rapidfuzz import fuzz

        super().__init__()
        self._ratio = fuzz.ratio
        self._word = word
        self.bare = bare(word)

    def __missing__(self, other: str) -> float:
        self[other] = likeness(self._ratio(self._word, other), self._ratio(self.bare, bare(other)))
        return self[other]
