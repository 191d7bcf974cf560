"""How a pack lies in memory: what a search asks of some thousand cards, in columns, not card by card.

A pack is opened for every search and thrown away after it, so nothing in it has to be parsed: numbers
are arrays, texts are one long text each with a line for each card, name or word.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import chain
from uuid import UUID
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from casework.core.name_script import sort_key
from casework.vault.names_prepared import Prepared, loosened
from casework.vault.names_score import bare
from casework.vault.register import CardText, plain_number

Numbers = NDArray[np.uint32]
Texts = tuple[int, int]
"""Where a long text begins and ends."""

LAYOUT = 1
_ARRAYS = (
    "of_card",
    "word_counts",
    "lengths",
    "letters",
    "solid_lengths",
    "line_lengths",
    "wholes",
    "words",
    "joined",
    "of_joined",
    "code_lengths",
    "phone_lengths",
)
_TEXTS = ("ids", "vocabulary", "bare", "loose", "solids", "lines", "codes", "phones")
_HEAD = 1 + len(_ARRAYS) + len(_TEXTS)
_APART, _END = "\x1f", "\n"


def mark(text: str) -> int:
    """A short mark of a text: different marks are different texts, the same may be by chance."""
    return crc32(text.encode())


def build(cards: Iterable[tuple[UUID, CardText]]) -> bytes:
    """The bytes of a pack. Cards lie in the order in which a list shows them."""
    ordered = sorted(cards, key=lambda one: (sort_key(one[1].name), str(one[0])))
    heard = [
        (place, Prepared.from_json(sound)) for place, (_, text) in enumerate(ordered) for sound in text.sounds
    ]
    heard = [(place, name) for place, name in heard if name.whole and name.words]
    names = [name for _, name in heard]
    vocabulary = sorted({word for name in names for word in name.words})
    number_of = {word: number for number, word in enumerate(vocabulary)}
    solids = [name.text.replace(" ", "") for name in names]
    lines = [_APART.join(name.to_json()) for name in names]
    codes = [_numbers((text.code, *text.numbers)) for _, text in ordered]
    phones = [_numbers(text.phones) for _, text in ordered]
    arrays: dict[str, Iterable[int]] = {
        "of_card": (place for place, _ in heard),
        "word_counts": (len(name.words) for name in names),
        "lengths": (len(name.whole) for name in names),
        "letters": (len(name.text) for name in names),
        "solid_lengths": _lengths(solids),
        "line_lengths": _lengths(lines),
        "wholes": (mark(name.whole) for name in names),
        "words": (number_of[word] for name in names for word in name.words),
        "joined": (mark(word) for name in names for word in name.joined),
        "of_joined": (number for number, name in enumerate(names) for _ in name.joined),
        "code_lengths": _lengths(codes),
        "phone_lengths": _lengths(phones),
    }
    texts = {
        "ids": b"".join(card_id.bytes for card_id, _ in ordered),
        "vocabulary": _text(["", *vocabulary]),
        "bare": _text(map(bare, vocabulary)),
        "loose": _text(["", *map(loosened, vocabulary)]),
        "solids": _text(solids),
        "lines": _text(lines),
        "codes": _text(codes),
        "phones": _text(phones),
    }
    return _put_together(arrays, texts)


def _numbers(told: Iterable[str]) -> str:
    return _APART + "".join(plain_number(number) + _APART for number in told if number)


def _lengths(texts: Iterable[str]) -> Iterator[int]:
    return (len(text.encode()) for text in texts)


def _text(lines: Iterable[str]) -> bytes:
    return "".join(line + _END for line in lines).encode()


def _put_together(arrays: dict[str, Iterable[int]], texts: dict[str, bytes]) -> bytes:
    parts = [np.fromiter(arrays[name], np.uint32).tobytes() for name in _ARRAYS]
    parts += [texts[name] for name in _TEXTS]
    head = np.array([LAYOUT, *map(len, parts)], np.uint32).tobytes()
    return b"".join(chain([head], parts))


class Pack:
    """An opened pack, read where it lies."""

    def __init__(self, plain: bytes) -> None:
        self.plain = plain
        head = np.frombuffer(plain, np.uint32, _HEAD).tolist()
        if head[0] != LAYOUT:
            raise ValueError("a pack of another layout")
        at = _HEAD * 4
        self._arrays: dict[str, Numbers] = {}
        self.texts: dict[str, Texts] = {}
        for name, size in zip((*_ARRAYS, *_TEXTS), head[1:], strict=True):
            if name in _ARRAYS:
                self._arrays[name] = np.frombuffer(plain, np.uint32, size // 4, at)
            else:
                self.texts[name] = (at, at + size)
            at += size

    def __getitem__(self, name: str) -> Numbers:
        """One of its columns of numbers."""
        return self._arrays[name]

    def __len__(self) -> int:
        """How many cards it holds."""
        start, end = self.texts["ids"]
        return (end - start) // 16

    def owner(self, card: int) -> UUID:
        """Whose card it is: the id of the file."""
        at = self.texts["ids"][0] + 16 * card
        return UUID(bytes=self.plain[at : at + 16])

    def holds(self, owner: UUID) -> bool:
        """Whether the card of a file is in it."""
        return bool(any(at % 16 == 0 for at in self.found("ids", owner.bytes)))

    @cached_property
    def names(self) -> int:
        """How many names its cards have."""
        return len(self["lengths"])

    @cached_property
    def of_word(self) -> NDArray[np.int64]:
        """For each word, which name it stands in."""
        return np.repeat(np.arange(self.names), self["word_counts"])

    @cached_property
    def word_starts(self) -> NDArray[np.int64]:
        """For each name, where its words begin."""
        return _starts(self["word_counts"])

    @cached_property
    def line_starts(self) -> NDArray[np.int64]:
        """For each name, where its line begins."""
        return _starts(self["line_lengths"] + 1) + self.texts["lines"][0]

    def name(self, number: int) -> Prepared:
        """A name as the search compares it."""
        start = self.line_starts[number]
        line = self.plain[start : start + self["line_lengths"][number]]
        return Prepared.from_json(line.decode().split(_APART))

    @cached_property
    def word_list(self) -> list[str]:
        """The vocabulary."""
        return self.lines("vocabulary")[1:]

    @cached_property
    def bare_list(self) -> list[str]:
        """The vocabulary without vowels."""
        return self.lines("bare")

    @property
    def vocabulary(self) -> int:
        """How many words the vocabulary has."""
        return len(self._ends_of_words) - 1

    def lines(self, text: str) -> list[str]:
        """The lines of one of its texts."""
        start, end = self.texts[text]
        return self.plain[start:end].decode().split(_END)[:-1]

    def found(self, text: str, needle: bytes) -> NDArray[np.int64]:
        """Where something stands in one of the long texts, counted from its beginning."""
        start, end = self.texts[text]
        hits, at = [], self.plain.find(needle, start, end)
        while at >= 0:
            hits.append(at - start)
            at = self.plain.find(needle, at + 1, end)
        return np.array(hits, np.int64)

    def in_lines(self, text: str, lengths: str, wanted: str) -> NDArray[np.int64]:
        """In which lines a text stands, each once, in order."""
        hits = self.found(text, wanted.encode())
        if not len(hits):
            return hits
        return np.unique(np.searchsorted(_starts(self[lengths] + 1), hits, "right") - 1)

    @cached_property
    def _ends_of_words(self) -> NDArray[np.int64]:
        start, end = self.texts["vocabulary"]
        return np.flatnonzero(np.frombuffer(self.plain, np.uint8, end - start, start) == ord(_END))

    def word_numbers(self, text: str, wanted: str) -> NDArray[np.int64]:
        """The numbers of the words that begin so, or with an end of line, are so. Loosened words are
        as long as the words, so that their lines begin at the same places."""
        return np.searchsorted(self._ends_of_words, self.found(text, (_END + wanted).encode()))


def _starts(lengths: Numbers) -> NDArray[np.int64]:
    starts = np.zeros(len(lengths), np.int64)
    np.cumsum(lengths[:-1], out=starts[1:])
    return starts
