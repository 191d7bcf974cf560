"""A published table as it leaves the office: one model, from which every format is written, so that a cell is
the same in all of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from casework.core.calendar_text import show_date
from casework.core.digits import to_devanagari
from casework.core.i18n import _, use_language
from casework.reporting.asking import Answer
from casework.reporting.categories import Dimension
from casework.reporting.labels import head, label, title
from casework.reporting.lattice import NODES, Measure
from casework.reporting.marks import Shown
from casework.reporting.notes import notes
from casework.reporting.out.audience import Audience, told
from casework.reporting.out.heads import counted, meant


@dataclass(frozen=True)
class Column:
    """A dimension that is shown: its head in words, and the head of its codes."""

    dimension: Dimension
    head: str
    code_head: str


@dataclass(frozen=True)
class Line:
    """One cell: its codes, the same in words, and what was published."""

    codes: tuple[str, ...]
    words: tuple[str, ...]
    cell: Shown
    meaning: str


@dataclass(frozen=True)
class Sheet:
    """A table in one language, with all that has to be known about it."""

    lang: str
    measure: Measure
    title: str
    counted: str
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    chosen: tuple[tuple[Dimension, tuple[str, ...]], ...]
    release: int
    table: int
    until: date
    notes: tuple[str, ...]
    audience: Audience
    demo: bool

    @property
    def name(self) -> str:
        """Under which it is filed: release and table, and nothing of what is in it."""
        donor = "-donor" if self.audience is Audience.DONOR else ""
        return f"{'demo-' if self.demo else ''}numbers-{self.release}-{self.table}{donor}"

    @property
    def about(self) -> list[tuple[str, str]]:
        """What it was taken from: release, last day, and what was chosen."""
        with use_language(self.lang):
            number = to_devanagari(str(self.release)) if self.lang == "ne" else str(self.release)
            day = show_date(self.until, calendar="bs", lang=self.lang)
            return [
                (_("Release"), number),
                (_("Data until"), day),
                *(
                    (head(d), ", ".join(label(d, code, self.lang) for code in codes))
                    for d, codes in self.chosen
                ),
            ]

    @property
    def warning(self) -> str:
        """What a demo's says first."""
        with use_language(self.lang):
            return _("Invented data: this is a demo.") if self.demo else ""


def sheet(found: Answer, lang: str, *, audience: Audience = Audience.OFFICE, demo: bool = False) -> Sheet:
    """An answer as a sheet, in a language."""
    asked = found.question
    with use_language(lang):
        return Sheet(
            lang=lang,
            measure=asked.node.measure,
            title=title(asked.node),
            counted=counted(asked.node.measure),
            columns=tuple(_column(one) for one in asked.shown),
            lines=_lines(found, lang, audience),
            chosen=tuple(sorted(asked.chosen.items(), key=lambda item: asked.node.at(item[0]))),
            release=found.found.release.number,
            table=NODES.index(asked.node) + 1,
            until=found.found.last_day(asked.node),
            notes=tuple(notes(lang, coarser=audience is Audience.DONOR)),
            audience=audience,
            demo=demo,
        )


def _column(dimension: Dimension) -> Column:
    return Column(dimension, head(dimension), _("%(words)s (code)", words=head(dimension)))


def _lines(found: Answer, lang: str, audience: Audience) -> tuple[Line, ...]:
    words = cache(lambda dimension, code: label(dimension, code, lang))
    lines = []
    for codes, published in found.cells.items():
        cell = told(published, audience)
        said = tuple(words(d, code) for d, code in zip(found.question.shown, codes, strict=True))
        lines.append(Line(codes, said, cell, meant(cell.mark, lang)))
    return tuple(lines)
