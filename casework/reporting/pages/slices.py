"""Whose numbers a page shows: all women, or those of one category of one dimension."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from casework.core.i18n import _
from casework.reporting.asking import Question, ask
from casework.reporting.categories import Dimension
from casework.reporting.labels import head
from casework.reporting.layout import Layout
from casework.reporting.pages.choosing import Choices, Link, options


@dataclass(frozen=True)
class Slice:
    """By what a page is cut, which one of it is looked at, and the links to the others."""

    by: str
    one: str
    cuts: list[Link]
    ones: list[Link]
    words: str
    """What the chosen one is called; empty for everybody."""

    def asked(self, measure: str, *shown: str) -> Question:
        """A table of whoever is looked at."""
        return ask(measure, shown=shown, chosen={self.by: [self.one]} if self.one else {})

    @property
    def side_by_side(self) -> bool:
        """Whether all of them are shown at once."""
        return bool(self.by) and not self.one

    def beside(self, measure: str, *shown: str) -> Question:
        """The same for all of them side by side."""
        return ask(measure, shown=[self.by, *shown])


def slice_of(
    chosen: Choices, cuts: Collection[Dimension], layout: Layout, lang: str, *, whole: str = ""
) -> Slice:
    """What the reader chose; `whole` is what she sees of a cut of which she chose none. Raises
    NotAtThisDetail."""
    by = chosen.pick("by", list(cuts))
    listed = options(Dimension(by), layout, lang) if by else []
    one = chosen.pick("one", [code for code, _words in listed])
    return Slice(
        by,
        one,
        chosen.links("by", [("", _("Everybody")), *((c, head(c)) for c in cuts)], "cut", drop=["one"]),
        chosen.links("one", [("", whole or _("Side by side")), *listed], "cut") if by else [],
        dict(listed).get(one, ""),
    )
