"""A ring as one of its members holds it, for as long as a request lasts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from auth.errors import EpochMoved
from auth.models import Purpose
from crypto.envelope import CannotOpen
from crypto.ring import Ring as RingKeys


@dataclass(frozen=True, repr=False)
class HeldRing:
    """The keys of a ring's epochs. `epoch` is the current one; older ones are there only while
    something still names them."""

    id: UUID
    organisation_id: UUID
    purpose: Purpose
    epoch: int
    keys: Mapping[int, RingKeys]
    restricted: bool = False
    """A small ring: one or two people of the organisation hold it, beside the ring of everybody."""

    @property
    def now(self) -> RingKeys:
        """The keys of the current epoch."""
        return self.keys[self.epoch]

    def at(self, epoch: int) -> RingKeys:
        """The keys of the epoch that a row names. Raises EpochMoved if it is newer than what she holds:
        the keys were changed since she signed in; CannotOpen if it is one that we no longer hold."""
        keys = self.keys.get(epoch)
        if keys is None:
            raise EpochMoved if epoch > self.epoch else CannotOpen
        return keys


def with_everybodys(rings: Iterable[HeldRing]) -> bool:
    """Whether the keys of her organisation are among somebody's."""
    return any(not held.restricted for held in rings)
