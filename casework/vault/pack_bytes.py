"""How a pack lies in memory: what a search asks of some thousand cards, in columns, not card by card.

A pack is opened for every search and thrown away after it, so nothing in it has to be parsed: numbers
are arrays, texts are one long text each with a line for each card, name or word.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from uuid import UUID
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from casework.core.name_script import sort_key
from casework.core.name_sound import sound
from casework.vault.names_prepared import Prepared, heard, loosened
from casework.vault.names_score import bare
from casework.vault.register import CardText, plain_number

Numbers = NDArray[np.integer]
Texts = tuple[int, int]
"""Where a long text begins and ends."""

LAYOUT = 1
"""To be raised when the keys of names are worked out in another way: packs of old are then emptied."""
# First what needs the most bytes, so that every column begins where its numbers want to.
_COLUMNS = (
    ("wholes", np.uint32),
    ("joined", np.uint32),
    ("words", np.uint32),
    ("of_card", np.uint16),
    ("lengths", np.uint16),
    ("solid_lengths", np.uint16),
    ("spelt_lengths", np.uint16),
    ("code_lengths", np.uint16),
    ("phone_lengths", np.uint16),
    ("word_counts", np.uint8),
    ("joined_counts", np.uint8),
    ("spelt_counts", np.uint8),
)
_TEXTS = ("ids", "vocabulary", "bare", "loose", "solids", "codes", "phones")
_HEAD = 1 + len(_COLUMNS) + len(_TEXTS)
_FEW_WORDS = 2
"""Two words run together are the whole name."""
_APART, _END = "\x1f", "\n"


def mark(text: str) -> int:
    """A short mark of a text: different marks are different texts, the same may be by chance."""
    return crc32(text.encode())


def build(cards: Iterable[tuple[UUID, CardText]]) -> bytes:
    """The bytes of a pack. Cards lie in the order in which a list shows them."""
    ordered = sorted(cards, key=lambda one: (sort_key(one[1].name), str(one[0])))
    places, spelt = [], []
    for place, (_, text) in enumerate(ordered):
        for _, _, whole, letters in text.sounds:
            if whole:
                places.append(place)
                spelt.append(letters.split())
    columns, vocabulary = _columns_of_names(spelt)
    codes = [_numbers((text.code, *text.numbers)) for _, text in ordered]
    phones = [_numbers(text.phones) for _, text in ordered]
    columns |= {"of_card": places, "code_lengths": _lengths(codes), "phone_lengths": _lengths(phones)}
    texts = {
        "ids": b"".join(card_id.bytes for card_id, _ in ordered),
        "vocabulary": _text(["", *vocabulary]),
        "bare": _text(map(bare, vocabulary)),
        "loose": _text(["", *map(loosened, vocabulary)]),
        "solids": _text(map("".join, spelt)),
        "codes": _text(codes),
        "phones": _text(phones),
    }
    return _put_together(columns, texts)


def _columns_of_names(spelt: list[list[str]]) -> tuple[dict[str, Iterable[int]], list[str]]:
    """What is kept of names, and the vocabulary of their words."""
    names = [_named(words) for words in spelt]
    vocabulary = sorted({word for name in names for word in name.words})
    number_of = {word: number for number, word in enumerate(vocabulary)}
    columns: dict[str, Iterable[int]] = {
        "wholes": (mark(name.whole) for name in names),
        "joined": (mark(word) for name in names for word in name.joined),
        "words": (number_of[word] for name in names for word in name.words),
        "word_counts": (len(name.words) for name in names),
        "joined_counts": (len(name.joined) for name in names),
        "lengths": (len(name.whole) for name in names),
        "solid_lengths": (sum(map(len, words)) for words in spelt),
        "spelt_counts": map(len, spelt),
        "spelt_lengths": (len(word) for words in spelt for word in words),
    }
    return columns, vocabulary


def _named(words: list[str]) -> Prepared:
    """A name as a card gives it: words without a sound are left out."""
    return Prepared.from_json(heard(words).to_json())


def _numbers(told: Iterable[str]) -> str:
    return _APART + "".join(plain_number(number) + _APART for number in told if number)


def _lengths(texts: Iterable[str]) -> Iterator[int]:
    return (len(text.encode()) for text in texts)


def _text(lines: Iterable[str]) -> bytes:
    return "".join(line + _END for line in lines).encode()


def _put_together(columns: dict[str, Iterable[int]], texts: dict[str, bytes]) -> bytes:
    parts = [np.fromiter(columns[name], kind).tobytes() for name, kind in _COLUMNS]
    parts += [texts[name] for name in _TEXTS]
    head = np.array([LAYOUT, *map(len, parts)], np.uint32).tobytes()
    return b"".join([head, *parts])


class Pack:
    """An opened pack, read where it lies."""

    def __init__(self, plain: bytes) -> None:
        self.plain = plain
        head = np.frombuffer(plain, np.uint32, _HEAD).tolist()
        if head[0] != LAYOUT:
            raise ValueError("a pack of another layout")
        at = _HEAD * 4
        sizes = iter(head[1:])
        self._columns: dict[str, Numbers] = {}
        for (name, kind), size in zip(_COLUMNS, sizes, strict=False):
            self._columns[name] = np.frombuffer(plain, kind, size // np.dtype(kind).itemsize, at)
            at += size
        self.texts: dict[str, Texts] = {}
        for name, size in zip(_TEXTS, sizes, strict=True):
            self.texts[name] = (at, at + size)
            at += size

    def __getitem__(self, name: str) -> Numbers:
        """One of its columns of numbers."""
        return self._columns[name]

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
    def of_joined(self) -> NDArray[np.int64]:
        """For each two words run together, which name they stand in."""
        return np.repeat(np.arange(self.names), self["joined_counts"])

    @cached_property
    def letters(self) -> NDArray[np.int64]:
        """How long each name is with its spaces."""
        return self["solid_lengths"].astype(np.int64) + self["spelt_counts"] - 1

    @cached_property
    def _solid_starts(self) -> NDArray[np.int64]:
        return _starts(self["solid_lengths"].astype(np.int64) + 1) + self.texts["solids"][0]

    @cached_property
    def _spelt_starts(self) -> NDArray[np.int64]:
        return _starts(self["spelt_counts"])

    def name(self, number: int) -> Prepared:
        """A name as the search compares it: its letters are kept, and of its keys those of the words."""
        at = int(self._solid_starts[number])
        first = int(self._spelt_starts[number])
        spelt = []
        for length in self["spelt_lengths"][first : first + int(self["spelt_counts"][number])].tolist():
            spelt.append(self.plain[at : at + length].decode())
            at += length
        first = int(self.word_starts[number])
        words = [self._word(one) for one in self["words"][first : first + int(self["word_counts"][number])]]
        if len(words) != len(spelt) or len(words) > _FEW_WORDS:
            return _named(spelt)
        joined = () if len(spelt) == 1 else (sound("".join(spelt)),)
        return Prepared(tuple(words), joined, (*joined, *words)[0], " ".join(spelt))

    def _word(self, number: int) -> str:
        start, end = self._ends_of_words[number] + 1, self._ends_of_words[number + 1]
        at = self.texts["vocabulary"][0]
        return self.plain[at + start : at + end].decode()

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
        return np.unique(np.searchsorted(_starts(self[lengths].astype(np.int64) + 1), hits, "right") - 1)

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
