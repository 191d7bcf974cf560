"""How well a name answers a query, from 0 to 100."""

from __future__ import annotations

import re

from casework.vault.names_prepared import Prepared

SIMILAR = 90.0
"""From here on two names may be spellings of one."""
LEAST = 45.0
"""Up to here a name is no answer at all."""

_SAME, _SAME_WORDS, _MIXED_VOWELS, _MORE_WORDS = 100.0, 98.0, 96.0, 90.0
_ONE_WORD, _BEGINNING, _INSIDE, _ALIKE = 86.0, 82.0, 76.0, 74.0
# A key of one letter begins too many names.
_SHORTEST = 2
_VOWELS = re.compile("[AEIOU]")


class Query:
    """A name that is looked for; remembers what it compared, as words come again and again."""

    def __init__(self, asked: Prepared) -> None:
        self._asked = asked
        self._words = frozenset(asked.words)
        self._padded = f" {asked.text}"
        self._solid = asked.text.replace(" ", "")
        self._stems = [word.removesuffix("A") for word in asked.words]
        self._by_key = all(len(stem) >= _SHORTEST for stem in self._stems)
        self._length = sum(map(len, asked.words))
        self._likeness = {word: _Likeness(word) for word in asked.words}

    def score(self, name: Prepared) -> float:
        """100 for the same key; from SIMILAR on all words of one are in the other."""
        if not self._asked.whole or not name.whole:
            return 0.0
        if self._asked.whole == name.whole:
            return _SAME
        return self._by_words(name) or self._by_part(name) or self._by_likeness(name)

    def _by_words(self, name: Prepared) -> float:
        if len(self._asked.whole) == len(name.whole) and self._asked.loose == name.loose:
            return _MIXED_VOWELS
        if self._asked.keys.isdisjoint(name.words) and self._words.isdisjoint(name.joined):
            return 0.0
        mine, theirs = _covers(name, self._asked), _covers(self._asked, name)
        if mine and theirs:
            return _SAME_WORDS
        if not (mine or theirs):
            return 0.0
        shorter, longer = sorted((self._asked, name), key=lambda one: len(one.whole))
        share = len(shorter.whole) / len(longer.whole)
        return (_MORE_WORDS if len(shorter.words) > 1 else _ONE_WORD) + 3 * share

    def _by_part(self, name: Prepared) -> float:
        """The query is the beginning of words, or stands somewhere inside."""
        share = min(1.0, len(self._solid) / len(name.text))
        if self._padded in f" {name.text}" or (self._by_key and self._begins(name)):
            return _BEGINNING + 3 * share
        if len(self._solid) > _SHORTEST and self._solid in name.text.replace(" ", ""):
            return _INSIDE + 3 * share
        return 0.0

    def _begins(self, name: Prepared) -> bool:
        return all(any(word.startswith(stem) for word in name.words) for stem in self._stems)

    def _by_likeness(self, name: Prepared) -> float:
        """Each word of the query against the word most like it, by length."""
        alike = 0.0
        for mine, known in self._likeness.items():
            alike += len(mine) * max([known[theirs] for theirs in name.words])
        share = alike / self._length
        return _ALIKE * share - min(4, abs(len(name.whole) - len(self._asked.whole)) / 2)


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
        self._bare = _VOWELS.sub("", word)

    def __missing__(self, other: str) -> float:
        bare = self._ratio(self._bare, _VOWELS.sub("", other))
        self[other] = (0.6 * self._ratio(self._word, other) + 0.4 * bare) / 100
        return self[other]
