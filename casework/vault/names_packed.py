"""Looking for a name in packs: which of thousands can be among the best, and those compared exactly.

For each name the columns of its pack give what it can score at the most. Only the names that can still be
among the best answers are taken out and scored, so that the answers are those of comparing every name.
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from functools import reduce
from uuid import UUID

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from casework.vault.names_prepared import loosened
from casework.vault.names_ranked import Ranked
from casework.vault.names_score import (
    ALIKE,
    BEGINNING,
    LEAST,
    MIXED_VOWELS,
    MORE_WORDS,
    ONE_WORD,
    PART,
    SAME,
    SAME_WORDS,
    Query,
    likeness,
)
from casework.vault.pack_bytes import Pack, mark

Which = NDArray[np.bool_]
Most = tuple[NDArray[np.int64], NDArray[np.float64]]
"""Numbers of names in a pack, and what each can score at the most."""
_AT_ONCE = 16
_ROUNDING = 1e-9


def look(ranked: Ranked[UUID], packs: list[Pack], without: Container[UUID]) -> None:
    """Put into the ranking whoever in the packs can be among the best, `without` left out."""
    packs = [pack for pack in packs if pack.names]
    if not ranked.query.asked.whole or not packs:
        return
    _take(ranked, packs, (_by_key(pack, ranked.query) for pack in packs), without)
    if ranked.floor <= ALIKE:
        _take(ranked, packs, (_by_likeness(pack, ranked.query) for pack in packs), without)


def _take(ranked: Ranked[UUID], packs: list[Pack], bounds: Iterable[Most], without: Container[UUID]) -> None:
    found = [(which, most) for which, most in bounds]
    names = np.concatenate([which for which, _ in found])
    most = np.concatenate([most for _, most in found])
    of_pack = np.repeat(np.arange(len(found)), [len(which) for which, _ in found])
    order = np.argsort(-most, kind="stable")
    for start in range(0, len(order), _AT_ONCE):
        next_ones = order[start : start + _AT_ONCE]
        if most[next_ones[0]] < ranked.floor - _ROUNDING:
            return
        for one in next_ones.tolist():
            pack, number = packs[of_pack[one]], int(names[one])
            owner = pack.owner(int(pack["of_card"][number]))
            if owner not in without:
                ranked.put(owner, pack.name(number))


def _by_key(pack: Pack, query: Query) -> Most:
    """The names that share a key, a beginning or letters with the query."""
    keys = {key: _with_key(pack, key) for key in query.asked.keys}
    covered = _covered(pack, query, keys)
    only = _only_asked_words(pack, query)
    begins, inside = _begins(pack, query), _inside(pack, query)
    mixed = (pack["lengths"] == len(query.asked.whole)) & _loosely(pack, query)
    same = pack["wholes"] == mark(query.asked.whole)
    which = np.flatnonzero(covered | only | begins | inside | mixed | same)
    words = _words_bound(pack, query, which)
    part = BEGINNING + PART * np.minimum(1.0, len(query.solid) / pack.letters[which])
    most = np.where(covered[which] | only[which], words, part)
    most = np.where(covered[which] & only[which], SAME_WORDS, most)
    most = np.where(mixed[which], np.maximum(most, MIXED_VOWELS), most)
    return which, np.where(same[which], SAME, most)


def _words_bound(pack: Pack, query: Query, which: NDArray[np.int64]) -> NDArray[np.float64]:
    """What a name scores of which all words are in the other's."""
    mine, theirs = len(query.asked.whole), pack["lengths"][which].astype(np.int64)
    share = np.minimum(mine, theirs) / np.maximum(mine, theirs)
    words = np.where(theirs < mine, pack["word_counts"][which], len(query.asked.words))
    return np.asarray(np.where(words > 1, MORE_WORDS, ONE_WORD) + PART * share)


def _none(pack: Pack) -> Which:
    return np.zeros(pack.names, np.bool_)


def _with_words(pack: Pack, wanted: Which) -> Which:
    """The names with one of some words."""
    found = _none(pack)
    found[pack.of_word[wanted[pack["words"]]]] = True
    return found


def _wordlist(pack: Pack, text: str, wanted: Iterable[str]) -> Which:
    """Which words of the vocabulary begin like one of these, or are one that ends its line."""
    found = np.zeros(pack.vocabulary, np.bool_)
    for one in wanted:
        found[pack.word_numbers(text, one)] = True
    return found


def _with_key(pack: Pack, key: str) -> Which:
    """The names of which this is a word, two words run together, or the whole."""
    found = _with_words(pack, _wordlist(pack, "vocabulary", [key + "\n"]))
    found[pack.of_joined[pack["joined"] == mark(key)]] = True
    found |= pack["wholes"] == mark(key)
    return found


def _covered(pack: Pack, query: Query, keys: dict[str, Which]) -> Which:
    """The names that may hold every word of the query, alone or run together with a neighbour."""
    asked, found = query.asked, []
    for place, word in enumerate(asked.words):
        near = [key for key in asked.joined[max(0, place - 1) : place + 1] if key in keys]
        found.append(reduce(np.logical_or, [keys[key] for key in (word, *near) if key in keys], _none(pack)))
    return np.asarray(reduce(np.logical_and, found))


def _only_asked_words(pack: Pack, query: Query) -> Which:
    """The names of which every word may be in the query, alone or run together with a neighbour."""
    others = ~_wordlist(pack, "vocabulary", [key + "\n" for key in query.asked.keys])
    only = ~_with_words(pack, others)
    together = np.isin(pack["joined"], [mark(key) for key in query.asked.keys])
    only[pack.of_joined[together]] = True
    return only


def _begins(pack: Pack, query: Query) -> Which:
    """The names in which each word of the query begins a word."""
    if not query.by_key:
        return _none(pack)
    found = [_with_words(pack, _wordlist(pack, "vocabulary", [stem])) for stem in query.stems]
    return np.asarray(reduce(np.logical_and, found))


def _inside(pack: Pack, query: Query) -> Which:
    """The names in whose letters the query stands."""
    found = _none(pack)
    found[pack.in_lines("solids", "solid_lengths", query.solid)] = True
    return found


def _loosely(pack: Pack, query: Query) -> Which:
    """The names with a word of the query, but for vowels that are often mixed up."""
    wanted = {loosened(word) + "\n" for word in query.asked.words}
    return _with_words(pack, _wordlist(pack, "loose", wanted))


def _by_likeness(pack: Pack, query: Query) -> Most:
    """All names that are alike enough, each word against the word most like it."""
    alike = np.zeros(pack.names)
    for word in query.likeness:
        best = np.maximum.reduceat(_likeness(pack, query, word)[pack["words"]], pack.word_starts)
        alike += len(word) * best
    apart = np.abs(pack["lengths"].astype(np.int64) - len(query.asked.whole)) / 2
    most = ALIKE * (alike / query.length) - np.minimum(4, apart)
    which = np.flatnonzero(most > LEAST)
    return which, most[which]


def _likeness(pack: Pack, query: Query, word: str) -> NDArray[np.float64]:
    """How alike one word is to each of the vocabulary."""
    whole = process.cdist([word], pack.word_list, scorer=fuzz.ratio, dtype=np.float64)[0]
    consonants = process.cdist(
        [query.likeness[word].bare], pack.bare_list, scorer=fuzz.ratio, dtype=np.float64
    )[0]
    return np.asarray(likeness(whole, consonants))
