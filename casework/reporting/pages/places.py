"""Where women were reached: the map, the provinces and the districts."""

from __future__ import annotations

from collections.abc import Sequence

from casework.core.i18n import _
from casework.reporting.asking import Question, ask
from casework.reporting.categories import Dimension
from casework.reporting.lattice import Measure
from casework.reporting.pages.choosing import Choices, Link, Option

D = Dimension


def questions(year: str) -> dict[str, Question]:
    """The tables of the page, of one fiscal year or of all."""
    chosen: dict[str, Sequence[str]] = {D.YEAR: [year]} if year else {}
    return {
        "provinces": ask(Measure.REACHED, shown=[D.PROVINCE], chosen=chosen),
        "districts": ask(Measure.REACHED, shown=[D.DISTRICT], chosen=chosen),
    }


def year_links(chosen: Choices, years: Sequence[Option]) -> list[Link]:
    """The fiscal years, and all of them."""
    return chosen.links("year", [("", _("All years")), *years], "cut")
