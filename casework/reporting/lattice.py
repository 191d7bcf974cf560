"""The fixed lattice: every table that can ever be asked for. Anything else is refused from the request
alone, before data is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID, uuid5

from casework.core.errors import Refused
from casework.core.i18n import _l
from casework.reporting.categories import PLACE, SENSITIVE, TIME, Dimension

D = Dimension
_POINTS = {D.DISTRICT: 2, D.MONTH: 2}
MOST_POINTS = 3
_NAMES = UUID("5f3c9a52-1b7e-4f43-9d0e-3a5f1c2b7d60")


class NotAtThisDetail(Refused):
    """A table that the lattice does not hold."""

    message = _l("This is not available at this level of detail.")
    status = 404


class Layer(StrEnum):
    """How often tables move: every month, or every quarter where a dimension is sensitive."""

    PLAIN = "plain"
    SENSITIVE = "sensitive"


class Measure(StrEnum):
    """Who is counted, and on account of what."""

    REACHED = "reached"
    """Women, in the month of their first conversation."""
    WAY = "way"
    """Women who have come at least this far."""
    TAKEN = "taken"
    """Women who took this step, in the month in which they took it."""
    ANY = "any"
    """Women who took at least one step in the period: the base of `taken`."""
    COURSE = "course"
    """Women by course, and how far they came in it."""
    NOW = "now"
    """Women by what they did when last asked."""


@dataclass(frozen=True)
class Node:
    """One table: whom it counts and by what it is cut."""

    measure: Measure
    dimensions: tuple[Dimension, ...] = ()

    @property
    def name(self) -> str:
        """Such as `reached.district.year`; part of what is stored, so it never changes."""
        return ".".join((self.measure.value, *(d.value for d in self.dimensions)))

    @property
    def subject(self) -> UUID:
        """The id under which a request for this table stands in the audit."""
        return uuid5(_NAMES, self.name)

    @property
    def points(self) -> int:
        """How much detail it asks for."""
        return sum(_POINTS.get(d, 1) for d in self.dimensions)

    @property
    def layer(self) -> Layer:
        """How often it moves."""
        return Layer.PLAIN if self.measure is Measure.REACHED else Layer.SENSITIVE

    @property
    def time(self) -> Dimension | None:
        """Its one dimension of time."""
        return next((d for d in self.dimensions if d in TIME), None)

    @property
    def place(self) -> Dimension | None:
        """Its one dimension of geography."""
        return next((d for d in self.dimensions if d in PLACE), None)

    @property
    def sensitive(self) -> tuple[Dimension, ...]:
        """Its dimensions that could say something about a woman."""
        return tuple(d for d in self.dimensions if d in SENSITIVE)


_PERIODS = (D.YEAR, D.TRIMESTER, D.QUARTER)

NODES: tuple[Node, ...] = (
    Node(Measure.REACHED),
    Node(Measure.REACHED, (D.YEAR,)),
    Node(Measure.REACHED, (D.TRIMESTER,)),
    Node(Measure.REACHED, (D.QUARTER,)),
    Node(Measure.REACHED, (D.MONTH,)),
    Node(Measure.REACHED, (D.PROVINCE,)),
    Node(Measure.REACHED, (D.DISTRICT,)),
    Node(Measure.REACHED, (D.DISTRICT, D.YEAR)),
    Node(Measure.WAY, (D.STEP,)),
    Node(Measure.WAY, (D.PROVINCE, D.STEP)),
    *(Node(Measure.ANY, (period,)) for period in _PERIODS),
    *(Node(Measure.TAKEN, (period, D.STEP)) for period in _PERIODS),
    Node(Measure.COURSE, (D.COURSE, D.RESULT)),
    Node(Measure.NOW, (D.OUTCOME,)),
)

BY_NAME: Mapping[str, Node] = {one.name: one for one in NODES}


def node(measure: Measure | str, *dimensions: Dimension | str) -> Node:
    """The table that is meant, in any order of its dimensions. Raises NotAtThisDetail."""
    wanted = sorted(str(d) for d in dimensions)
    for one in NODES:
        if one.measure == measure and sorted(one.dimensions) == wanted:
            return one
    raise NotAtThisDetail


def named(name: str) -> Node:
    """The table of that name. Raises NotAtThisDetail."""
    if name not in BY_NAME:
        raise NotAtThisDetail
    return BY_NAME[name]
