"""The generalised records of all women who agreed to be counted, as columns.

Two sets of columns: `people` (one entry for each pseudonym) and `rows` (one for each part of a way,
in each version that something still needs). A row says in its flags whether it is the newest version,
and in which layers of tables it stands as last released.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

Column = NDArray[Any]

CURRENT, IN_PLAIN, IN_SENSITIVE = 1, 2, 4

PEOPLE: Mapping[str, str] = {
    "name_high": "<u8",  # the pseudonym
    "name_low": "<u8",
    "key_high": "<u4",  # the record key, in halves that any engine can sum
    "key_low": "<u4",
    "gone": "<u1",  # forgotten: whatever arrives later under this pseudonym does not count
}
CODES = (
    "stage",
    "sex",
    "age_band",
    "destination",
    "exploitation",
    "route",
    "course",
    "result",
    "outcome",
    "income_band",
    "support",
    "after",
)
"""The codes that are kept as a place in a list of words, from 1; 0 is not known."""

ROWS: Mapping[str, str] = {
    "person": "<u4",
    "organisation": "<u2",
    "part": "<u1",
    "source_high": "<u8",
    "source_low": "<u8",
    "number": "<u4",
    "since": "<u4",  # the number under which this was first said, its place among what she said
    "month": "<i4",  # running month; 0 takes the stage back
    "district": "<i2",
    **dict.fromkeys(CODES, "<u1"),
    "flags": "<u1",
}
_LENGTH = 4


def empty(layout: Mapping[str, str], length: int = 0) -> dict[str, Column]:
    """Columns of zeros."""
    return {name: np.zeros(length, dtype=kind) for name, kind in layout.items()}


@dataclass
class Stock:
    """Everything behind a release. `words` numbers the codes, `epochs` the blocks, by their code."""

    people: dict[str, Column] = field(default_factory=lambda: empty(PEOPLE))
    rows: dict[str, Column] = field(default_factory=lambda: empty(ROWS))
    words: dict[str, list[str]] = field(default_factory=dict)
    epochs: dict[int, int] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """How many pseudonyms it knows."""
        return len(self.people["gone"])

    def place(self, name: str, word: str) -> int:
        """The number of a code among the words of its name, from 1; a new word gets the next."""
        known = self.words.setdefault(name, [])
        if word not in known:
            known.append(word)
        return known.index(word) + 1

    def known(self, name: str, word: str) -> int:
        """The number of a code, or one that no row has."""
        known = self.words.get(name, [])
        return known.index(word) + 1 if word in known else 2**15

    def keep(self, wanted: Column) -> None:
        """Drop all rows but the wanted ones."""
        self.rows = {name: column[wanted] for name, column in self.rows.items()}

    def to_bytes(self) -> bytes:
        """One piece: length and JSON of the header, then the columns one after another."""
        head = {
            "v": 1,
            "words": self.words,
            "epochs": {str(code): epoch for code, epoch in sorted(self.epochs.items())},
            "people": [[name, PEOPLE[name]] for name in PEOPLE],
            "rows": [[name, ROWS[name]] for name in ROWS],
            "lengths": [self.size, len(self.rows["flags"])],
        }
        text = json.dumps(head, sort_keys=True).encode()
        columns = [self.people[name].tobytes() for name in PEOPLE] + [self.rows[n].tobytes() for n in ROWS]
        return len(text).to_bytes(_LENGTH, "big") + text + b"".join(columns)

    @classmethod
    def from_bytes(cls, whole: bytes) -> Self:
        """From what `to_bytes` wrote. A column that was added since is filled with zeros."""
        start = _LENGTH + int.from_bytes(whole[:_LENGTH], "big")
        head = json.loads(whole[_LENGTH:start])
        people, start = _read(whole, start, head["people"], head["lengths"][0])
        rows, _end = _read(whole, start, head["rows"], head["lengths"][1])
        return cls(
            people={**empty(PEOPLE, head["lengths"][0]), **people},
            rows={**empty(ROWS, head["lengths"][1]), **rows},
            words=head["words"],
            epochs={int(code): epoch for code, epoch in head["epochs"].items()},
        )


def _read(whole: bytes, start: int, names: list[list[str]], length: int) -> tuple[dict[str, Column], int]:
    found = {}
    for name, kind in names:
        found[name] = np.frombuffer(whole, dtype=kind, count=length, offset=start).copy()
        start += found[name].nbytes
    return found, start
