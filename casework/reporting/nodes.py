"""What a table is: whom it counts, and by what it is cut."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from uuid import UUID, uuid5

from casework.core.errors import Refused
from casework.core.i18n import _l
from casework.reporting.categories import PLACE, SENSITIVE, TIME, Dimension

_POINTS = {Dimension.DISTRICT: 2, Dimension.MONTH: 2}
MOST_POINTS = 3
_NAMES = UUID("5f3c9a52-1b7e-4f43-9d0e-3a5f1c2b7d60")


class NotAtThisDetail(Refused):
    """A table that the lattice does not hold."""

    message = _l("This is not available at this level of detail.")
    status = 404
    page = "too_fine"


class Layer(StrEnum):
    """How often tables move: every month, or every quarter where something sensitive is counted."""

    PLAIN = "plain"
    SENSITIVE = "sensitive"


class Measure(StrEnum):
    """Who is counted, and on account of what."""

    REACHED = "reached"
    """Women, in the month of their first conversation."""
    CONSENTED = "consented"
    """Women, in the month in which they first agreed to be helped."""
    CLOSED = "closed"
    """Women whose file is closed, in the month in which it was."""
    WAY = "way"
    """Women who have come at least this far."""
    TAKEN = "taken"
    """Women who took this step, in the month in which they took it."""
    ANY = "any"
    """Women who took at least one step in the period: the base of `taken`."""
    COURSE = "course"
    """Women by course and how far they came in it, in the month in which they came so far."""
    TRAINED = "trained"
    """Women by the courses in which they enrolled, in the month in which they did."""
    NOW = "now"
    """Women by what they did when last asked."""
    AFTER = "after"
    """Women by what they did some months after they completed a course, by the month of that."""
    BUSINESS = "business"
    """Women who have begun a business, by how it stands."""


@dataclass(frozen=True)
class Node:
    """One table: whom it counts and by what it is cut."""

    measure: Measure
    dimensions: tuple[Dimension, ...] = ()

    @cached_property
    def name(self) -> str:
        """Such as `reached.district.year`; part of what is stored, so it never changes."""
        return ".".join((self.measure.value, *(d.value for d in self.dimensions)))

    @property
    def subject(self) -> UUID:
        """The id under which a request for this table stood in the audit before `noting` told more."""
        return uuid5(_NAMES, self.name)

    @cached_property
    def points(self) -> int:
        """How much detail it asks for."""
        return sum(_POINTS.get(d, 1) for d in self.dimensions)

    @cached_property
    def layer(self) -> Layer:
        """How often it moves."""
        plain = self.measure is Measure.REACHED and not self.sensitive
        return Layer.PLAIN if plain else Layer.SENSITIVE

    @cached_property
    def time(self) -> Dimension | None:
        """Its one dimension of time."""
        return next((d for d in self.dimensions if d in TIME), None)

    @cached_property
    def place(self) -> Dimension | None:
        """Its one dimension of geography."""
        return next((d for d in self.dimensions if d in PLACE), None)

    @cached_property
    def sensitive(self) -> tuple[Dimension, ...]:
        """Its dimensions that could say something about a woman."""
        return tuple(d for d in self.dimensions if d in SENSITIVE)

    @property
    def for_many(self) -> bool:
        """Whether only an installation with many women has it: what came of women, by district."""
        return self.place is Dimension.DISTRICT and self.layer is Layer.SENSITIVE

    def at(self, dimension: Dimension) -> int:
        """The place of a dimension among its own."""
        return self.dimensions.index(dimension)

    def without(self, *dropped: Dimension, measure: Measure | None = None) -> Node:
        """The same table, cut by less; it need not be one that is published."""
        return Node(measure or self.measure, tuple(d for d in self.dimensions if d not in dropped))
