"""Chance that falls the same way in every demo, so that the tour stays true."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import TypeVar

_SEED = "sahayatri demo 1"

T = TypeVar("T")


class Dice:
    """The chance of one matter of one woman. Every matter has dice of its own: what falls for her
    name says nothing about what falls for her story."""

    def __init__(self, *matter: object) -> None:
        """Name the matter, as in `Dice(17, "name")`."""
        words = "/".join(str(part) for part in (_SEED, *matter))
        self._random = random.Random(words)  # noqa: S311  # invented data, no secret

    def whole(self, least: int, most: int) -> int:
        """A whole number between two, both included."""
        return self._random.randint(least, most)

    def happens(self, percent: int) -> bool:
        """Whether something happens that happens to so many of a hundred."""
        return self._random.random() * 100 < percent

    def one(self, of: Sequence[T]) -> T:
        """One of several, each as likely."""
        return self._random.choice(of)

    def some(self, of: Sequence[T], least: int, most: int) -> tuple[T, ...]:
        """Some of several, in their order."""
        wanted = min(len(of), self.whole(least, most))
        chosen = sorted(self._random.sample(range(len(of)), wanted))
        return tuple(of[place] for place in chosen)

    def weighted(self, of: Mapping[T, int]) -> T:
        """One of several, by their weights."""
        return self._random.choices(list(of), list(of.values()))[0]

    def day(self, first: date, last: date) -> date:
        """A day between two; the first, if they are the wrong way round."""
        return first + timedelta(days=self.whole(0, max(0, (last - first).days)))
