"""The fixed lattice: every table that can ever be asked for. Anything else is refused from the request
alone, before data is read.

The lists are written out, so that a reader can check them by hand. A district and a month are two points,
everything else is one; a table has at most three. What could say something about a woman stands in lists
of its own, with an upper bound that a test holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from casework.reporting.categories import Dimension
from casework.reporting.layout import Layout
from casework.reporting.nodes import MOST_POINTS, Layer, Measure, Node, NotAtThisDetail

__all__ = ["MOST_POINTS", "NODES", "Layer", "Measure", "Node", "NotAtThisDetail", "named", "node", "offered"]

Cut = str
"""Dimensions with spaces between them, in the order of a name: place, organisation, time, sex, age,
then what is sensitive."""

PLAIN: tuple[Cut, ...] = (
    *("", "year", "trimester", "quarter", "month", "province", "district", "district year"),
    *("sex", "age", "organisation", "sex age"),
    *("province year", "province trimester", "province quarter", "province month"),
    *("district trimester", "district quarter", "district sex", "district age"),
    *("year sex", "trimester sex", "quarter sex", "month sex", "province sex"),
    *("year age", "trimester age", "quarter age", "month age", "province age"),
    *("organisation year", "organisation trimester", "organisation quarter", "organisation month"),
    *("province organisation", "organisation sex", "organisation age"),
    *("year sex age", "province sex age", "organisation sex age"),
    *("province year sex", "province quarter sex", "province year age", "province quarter age"),
    *("organisation year sex", "organisation year age", "province organisation year"),
)
"""Women reached, by what is not sensitive. Monthly."""

EXPLOITATION: tuple[Cut, ...] = (
    *("", "sex", "age", "year", "organisation", "province", "district"),
    *("sex age", "year sex", "province sex", "province year"),
)
"""Kind of exploitation; with the two by destination below, thirteen tables."""

DESTINATION: tuple[Cut, ...] = (
    *("", "sex", "age", "year", "trimester", "quarter", "organisation", "province", "district"),
    *("sex age", "year sex", "province sex", "province year"),
)
ROUTE: tuple[Cut, ...] = (
    *("", "sex", "age", "year", "trimester", "quarter", "organisation", "province", "district"),
    *("year sex", "province sex", "province year"),
)

WAY: tuple[Cut, ...] = (
    *("", "province", "district", "sex", "age", "organisation"),
    *("sex age", "province sex", "province age", "province organisation"),
    *("organisation sex", "organisation age"),
)
"""How far women have come; with two by destination and route below, and with what follows, at most 25."""

TAKEN: tuple[Cut, ...] = (
    *("year", "trimester", "quarter"),
    *("province year", "province trimester", "province quarter"),
    *("year sex", "trimester sex", "quarter sex", "organisation year"),
)
"""Steps by the period in which they were taken."""

COURSE: tuple[Cut, ...] = ("", "sex", "province", "year")
"""How far women came in each course."""

TRAINED: tuple[Cut, ...] = (
    *("", "sex", "age", "year", "trimester", "quarter", "organisation", "province", "district"),
    *("sex age", "year sex", "province sex", "province year", "organisation year"),
)
"""Courses in which women enrolled."""

NOW: tuple[Cut, ...] = (
    *("", "sex", "age", "organisation", "province", "district"),
    *("sex age", "province sex", "province age"),
)
"""What women did when last asked; what they lived on then; how a business stands."""

AFTER: tuple[Cut, ...] = ("", "sex", "province", "year")
"""Three, six and twelve months after a course."""

COUNTED: tuple[Cut, ...] = ("", "year", "trimester", "quarter", "province", "organisation", "province year")
"""Who agreed to be helped, and whose file was closed."""


def _tables(measure: Measure, cuts: Iterable[Cut], *sensitive: str) -> Iterator[Node]:
    for cut in cuts:
        yield Node(measure, tuple(Dimension(word) for word in (*cut.split(), *sensitive)))


def _bases(measure: Measure, cuts: Iterable[Cut]) -> Iterator[Node]:
    """The same without what is sensitive: of whom the parts are parts."""
    return _tables(measure, cuts)


M = Measure
NODES: tuple[Node, ...] = (
    *_tables(M.REACHED, PLAIN),
    *_tables(M.REACHED, EXPLOITATION, "exploitation"),
    *_tables(M.REACHED, ("", "sex"), "destination", "exploitation"),
    *_tables(M.REACHED, DESTINATION, "destination"),
    *_tables(M.REACHED, ROUTE, "route"),
    *_tables(M.REACHED, ("",), "destination", "route"),
    *_tables(M.WAY, WAY, "step"),
    *_tables(M.WAY, ("",), "destination", "step"),
    *_tables(M.WAY, ("",), "route", "step"),
    *_bases(M.ANY, TAKEN),
    *_tables(M.TAKEN, TAKEN, "step"),
    *_tables(M.COURSE, COURSE, "course", "result"),
    *_bases(M.TRAINED, TRAINED),
    *_tables(M.TRAINED, TRAINED, "course"),
    *_bases(M.NOW, NOW),
    *_tables(M.NOW, NOW, "outcome"),
    *_tables(M.NOW, NOW, "income"),
    *_tables(M.NOW, ("", "sex"), "outcome", "income"),
    *_bases(M.BUSINESS, NOW),
    *_tables(M.BUSINESS, NOW, "standing"),
    *_tables(M.AFTER, AFTER, "after"),
    *_tables(M.AFTER, AFTER, "after", "outcome"),
    *_tables(M.AFTER, ("",), "after", "income"),
    *_tables(M.CONSENTED, COUNTED),
    *_tables(M.CLOSED, COUNTED),
)

BY_NAME: Mapping[str, Node] = {one.name: one for one in NODES}
_BY_WORDS = {(one.measure, frozenset(one.dimensions)): one for one in NODES}


def node(measure: Measure | str, *dimensions: Dimension | str) -> Node:
    """The table that is meant, in any order of its dimensions. Raises NotAtThisDetail."""
    found = _BY_WORDS.get((measure, frozenset(dimensions)))  # type: ignore[arg-type]
    if found is None or len(dimensions) != len(found.dimensions):
        raise NotAtThisDetail
    return found


def offered(one: Node, layout: Layout) -> bool:
    """Whether an installation of this size has a table: with fewer than 2,000 women, what came of them
    stands by province."""
    return not (layout.small and one.for_many)


def named(name: str) -> Node:
    """The table of that name. Raises NotAtThisDetail."""
    if name not in BY_NAME:
        raise NotAtThisDetail
    return BY_NAME[name]
