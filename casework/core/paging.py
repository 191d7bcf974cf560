"""One page of a long list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Page(Generic[T]):
    """The items of a page, its number from 1, the size of a page, and how many there are."""

    items: Sequence[T]
    number: int
    size: int
    total: int

    @property
    def pages(self) -> int:
        """How many pages there are; an empty list has one."""
        return max(1, -(-self.total // self.size))

    @property
    def has_previous(self) -> bool:
        return self.number > 1

    @property
    def has_next(self) -> bool:
        return self.number < self.pages


def paginate(items: Sequence[T], number: int, size: int = 50) -> Page[T]:
    """The page of that number; a number outside the list gives the nearest page."""
    pages = max(1, -(-len(items) // size))
    number = min(max(1, number), pages)
    first = (number - 1) * size
    return Page(items[first : first + size], number, size, len(items))
