"""The table of districts as a map: what may be told in the table, and nothing more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from casework.core.i18n import _
from casework.core.places import districts, provinces
from casework.reporting.marks import Mark, Shown
from casework.reporting.pages.outline import Point, outline
from casework.reporting.pages.tables import Table


class Class(StrEnum):
    """How a district is filled: lighter or darker, hatched, dotted, bare. Each can be told from the others
    without its colour."""

    FEW = "few"
    FROM_6 = "from6"
    FROM_20 = "from20"
    FROM_50 = "from50"
    FROM_100 = "from100"
    TOGETHER = "together"
    NONE = "none"


MOST_LINKS = 40
"""So many shapes lead to their rows. Where there are more they are too small to be touched one by one, and
the page would weigh too much."""
_FROM = ((100, Class.FROM_100), (50, Class.FROM_50), (20, Class.FROM_20), (6, Class.FROM_6))


@dataclass(frozen=True)
class Shape:
    """A district with a row of its own, or the other districts of a province in one piece."""

    code: str
    words: str
    path: str
    kind: Class


@dataclass(frozen=True)
class Map:
    """What is drawn."""

    shapes: Sequence[Shape]
    borders: str
    names: Sequence[tuple[Point, str]]

    @property
    def leads_on(self) -> bool:
        """Whether each shape leads to its row."""
        return len(self.shapes) <= MOST_LINKS

    @property
    def legend(self) -> list[tuple[Class, str]]:
        """All classes, whichever of them are on the map."""
        words = {
            Class.FROM_100: _("100 and more"),
            Class.FROM_50: _("50 to 99"),
            Class.FROM_20: _("20 to 49"),
            Class.FROM_6: _("6 to 19"),
            Class.FEW: _("A small number or none"),
            Class.TOGETHER: _("Counted with the other districts of the province"),
            Class.NONE: _("No number"),
        }
        return list(words.items())


def mapped(table: Table, lang: str) -> Map:
    """The map of a table whose rows are districts."""
    rows = {row.code: row for row in table.rows}
    drawn, shapes = outline(), []
    for one in provinces():
        own = [d.code for d in districts(one.code) if f"d{d.code}" in rows]
        shapes += [
            Shape(f"d{code}", rows[f"d{code}"].label, drawn.districts[code], _class(rows[f"d{code}"].first))
            for code in own
        ]
        rest = [drawn.districts[d.code] for d in districts(one.code) if d.code not in own]
        if rest:
            shapes.append(Shape(f"o{one.code}", rows[f"o{one.code}"].label, "".join(rest), Class.TOGETHER))
    return Map(shapes, drawn.borders, [(drawn.names[p.code], p.label(lang)) for p in provinces()])


def _class(shown: Shown) -> Class:
    if shown.mark is Mark.FEW:
        return Class.FEW
    return next((kind for least, kind in _FROM if (shown.n or 0) >= least), Class.NONE)
