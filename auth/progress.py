"""How far the change of a ring's keys has come."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from auth import rings
from auth.held import HeldRing

Total = Callable[[Session, UUID], int]
_totals: list[Total] = []


def counts_all(total: Total) -> Total:
    """Register how a room says how much of it is under a ring's keys, of whichever epoch."""
    if total not in _totals:
        _totals.append(total)
    return total


@dataclass(frozen=True)
class Progress:
    """So many of all are under the current keys."""

    done: int
    total: int

    @property
    def left(self) -> int:
        """How many are not."""
        return self.total - self.done

    def as_json(self, *, over: bool) -> dict[str, int | bool]:
        """The same for a script; `over`: what is left does not open, or waits for somebody else."""
        return {"done": self.done, "total": self.total, "over": over}


def size(session: Session, ring_id: UUID) -> int:
    """How much in all rooms is under a ring's keys."""
    return sum(count(session, ring_id) for count in _totals)


def of(session: Session, held: HeldRing) -> Progress:
    """How far a ring is."""
    left = rings.older(session, held.id, held.epoch) if rings.holds_older(held) else 0
    total = max(left, size(session, held.id))
    return Progress(total - left, total)
