"""Her business, and what she was given for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from casework.core.calendar import PartialDate
from casework.core.db import Base
from casework.vault.compartments import Compartment
from casework.vault.sealed import Sealed, SealedRow, sealed


@dataclass(frozen=True)
class Support:
    """One thing that she was given: a code of `support_given`, its value in rupees, the day."""

    id: UUID
    kind: str
    on: date
    value: int | None = None


@dataclass(frozen=True)
class Stood:
    """How it stood from a day on: a code of `business_stage`."""

    stage: str
    on: date


class Business(SealedRow, Base):
    """One business of hers: what it is, where, how it stands. What she was given lies inside."""

    __tablename__ = "business"
    __sealed_as__ = "business"
    __compartment__ = Compartment.LIVELIHOOD
    __pad__ = 1024

    trade: Sealed[str] = sealed()
    """A code of the list `trades`."""
    words: Sealed[str] = sealed("")
    palika: Sealed[int | None] = sealed(None)
    stage: Sealed[str] = sealed()
    """A code of the list `business_stage`."""
    begun: Sealed[PartialDate | None] = sealed(None)
    stood: Sealed[tuple[Stood, ...]] = sealed(())
    """Each change of its stage, in their order; the first is how it began."""
    given: Sealed[tuple[Support, ...]] = sealed(())

    def support(self, support_id: UUID) -> Support | None:
        """One thing that she was given."""
        return next((one for one in self.given if one.id == support_id), None)

    def give(self, support: Support) -> None:
        """Write down what she was given, or correct it."""
        others = tuple(one for one in self.given if one.id != support.id)
        self.given = tuple(sorted((*others, support), key=lambda one: (one.on, one.id)))

    def take_out(self, support_id: UUID) -> None:
        """It was written down by mistake."""
        self.given = tuple(one for one in self.given if one.id != support_id)

    def stands(self, stage: str, on: date) -> None:
        """It stands otherwise from a day on."""
        self.stage = stage
        self.stood = (*self.stood, Stood(stage, on))

    @property
    def value(self) -> int:
        """What was given in all, in rupees, as far as its value is known."""
        return sum(one.value or 0 for one in self.given)
