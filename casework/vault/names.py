"""Comparing names across both scripts and all spellings.

A match is a hint for a caseworker, never proof that two women are one.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from heapq import nlargest
from typing import Final, TypeVar

from casework.vault.names_prepared import Prepared, prepare
from casework.vault.names_score import LEAST, SIMILAR, Query

Id = TypeVar("Id", bound=Hashable)

__all__: Final = ["SIMILAR", "Prepared", "keys", "prepare", "scan", "score", "similar"]


def keys(name: str) -> frozenset[str]:
    """The keys of each word, of neighbours run together, and of the whole name."""
    return prepare(name).keys


def score(query: str, name: str) -> float:
    """How well a name answers a query, 0 to 100; from SIMILAR on the two are one name."""
    return Query(prepare(query)).score(prepare(name))


def similar(a: str, b: str) -> bool:
    """Whether two names may be spellings of one: the duplicate hint."""
    return score(a, b) >= SIMILAR


def scan(query: str, prepared: Iterable[tuple[Id, Prepared]], limit: int = 10) -> list[tuple[Id, float]]:
    """The best answers, best first; an id that stands for several names comes once."""
    asked = Query(prepare(query))
    best: dict[Id, float] = {}
    for owner, name in prepared:
        found = asked.score(name)
        if found > best.get(owner, LEAST):
            best[owner] = found
    return nlargest(limit, best.items(), key=lambda item: item[1])
