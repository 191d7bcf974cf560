"""Comparing names across both scripts and all spellings.

A match is a hint for a caseworker, never proof that two women are one.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from casework.vault.names_prepared import Prepared, prepare
from casework.vault.names_ranked import Id, Ranked
from casework.vault.names_score import SIMILAR, Query

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
    ranked: Ranked[Id] = Ranked(Query(prepare(query)), limit)
    for owner, name in prepared:
        ranked.put(owner, name)
    return ranked.answers()
