"""The best answers to a name, best first."""

from __future__ import annotations

from collections.abc import Hashable
from heapq import nlargest
from typing import Generic, TypeVar

from casework.vault.names_prepared import Prepared
from casework.vault.names_score import LEAST, Query

Id = TypeVar("Id", bound=Hashable)


class Ranked(Generic[Id]):
    """Keeps for each owner the best of her names. What answers equally well comes by its letters."""

    def __init__(self, query: Query, limit: int) -> None:
        self.query = query
        self._limit = limit
        self._best: dict[Id, tuple[float, str]] = {}

    def put(self, owner: Id, name: Prepared) -> None:
        """Weigh one name of somebody."""
        score = self.query.score(name)
        if score <= LEAST:
            return
        known = self._best.get(owner)
        if known is None or (-score, name.text) < (-known[0], known[1]):
            self._best[owner] = (score, name.text)

    @property
    def floor(self) -> float:
        """What does not reach this is not among the answers any more."""
        if len(self._best) < self._limit:
            return LEAST
        return nlargest(self._limit, (score for score, _ in self._best.values()))[-1]

    def answers(self) -> list[tuple[Id, float]]:
        """The owners with their scores, no more than were asked for."""
        ranked = sorted(self._best.items(), key=lambda one: (-one[1][0], one[1][1], str(one[0])))
        return [(owner, score) for owner, (score, _) in ranked[: self._limit]]
