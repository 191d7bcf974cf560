"""Failed lines as a file to correct, and the corrected ones back in their place."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass, replace

from casework.core.csv_cells import safe
from casework.core.errors import Refused
from casework.core.i18n import _, _l, language
from casework.imports.columns import as_written
from casework.imports.headings import allowed, words_of
from casework.imports.models import ImportChunk, Line, Outcome
from casework.imports.tables import Row, Table

MOST_ANSWERS = 12
"""So many allowed answers stand in a cell; all of them are on the page of headings."""

REFERENCE = "sahayatri_line"
"""The column by which a corrected line names the failed one. It holds two numbers and nothing else."""


class NothingToCorrect(Refused):
    """Every line of the file names one that was not agreed to."""

    message = _l("These lines say that the women did not agree. They cannot be brought in by this list.")


@dataclass(frozen=True)
class Failed:
    """A line that did not come in, under its headings, with its place."""

    chunk: int
    headings: tuple[str, ...]
    line: Line

    @property
    def reference(self) -> str:
        """How a corrected file names it."""
        return f"{self.chunk}-{self.line.number}"


def failed_lines(parts: Iterable[ImportChunk]) -> list[Failed]:
    """Every line that failed, can be corrected and was not corrected since."""
    return [
        Failed(part.number, part.headings, line)
        for part in parts
        for line in part.lines
        if line.can_be_corrected
    ]


def as_csv(failed: Iterable[Failed], problem_heading: str) -> bytes:
    """The failed lines as CSV for a spreadsheet (UTF-8 with a byte order mark). No cell of it can be
    taken for a formula."""
    failed = list(failed)
    headings = list(dict.fromkeys(heading for one in failed for heading in one.headings if heading))
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([REFERENCE, *map(harmless, headings), harmless(problem_heading)])
    for one in failed:
        cells = dict(zip(one.headings, one.line.cells, strict=True))
        words = "; ".join(_words(one))
        writer.writerow(
            [one.reference, *(harmless(cells.get(heading, "")) for heading in headings), harmless(words)]
        )
    return text.getvalue().encode("utf-8-sig")


def _words(one: Failed) -> Iterable[str]:
    heads = as_written(one.headings)
    for fault in one.line.faults:
        if fault.problem.stops:
            head = heads.get(fault.field) or (words_of(fault.field, language()) if fault.field else "")
            words = str(fault.problem.words)
            if fault.problem.of_a_list and (answers := allowed(fault.field, language())):
                words += " " + _("Allowed: %(answers)s", answers=_first(answers))
            yield f"{head}: {words}" if head else words


def _first(answers: list[str]) -> str:
    return " | ".join([*answers[:MOST_ANSWERS], *(["…"] if len(answers) > MOST_ANSWERS else [])])


def harmless(text: str) -> str:
    """A cell that no spreadsheet runs: what begins like a formula gets an apostrophe, which is taken
    off again when the file comes back."""
    return safe([text])[0]


def correcting(parts: Iterable[ImportChunk], table: Table) -> Table:
    """The file without what it says of lines that were not agreed to. Raises NothingToCorrect if no other
    is left."""
    place = _place(table)
    if place is None:
        return table
    out = {f"{part.number}-{line.number}" for part in parts for line in part.lines if line.not_agreed}
    rows = tuple(row for row in table.rows if row.cells[place].strip() not in out)
    if not rows:
        raise NothingToCorrect
    return replace(table, rows=rows)


def withdraw_corrected(parts: Iterable[ImportChunk], table: Table) -> int:
    """Let go of the failed lines that a corrected file replaces. Returns how many they are."""
    named = set(_references(table))
    withdrawn = 0
    for part in parts:
        lines = tuple(_corrected(part, line, named) for line in part.lines)
        withdrawn += sum(new is not old for new, old in zip(lines, part.lines, strict=True))
        part.lines = lines
    return withdrawn


def _corrected(part: ImportChunk, line: Line, named: set[str]) -> Line:
    replaced = not named or f"{part.number}-{line.number}" in named
    if not line.can_be_corrected or not replaced:
        return line
    return Line(line.number, outcome=Outcome.CORRECTED)


def _references(table: Table) -> Iterable[str]:
    place = _place(table)
    if place is not None:
        yield from (row.cells[place] for row in table.rows if row.cells[place])


def _place(table: Table) -> int | None:
    return table.headings.index(REFERENCE) if REFERENCE in table.headings else None


def without_reference(table: Table) -> Table:
    """The corrected lines without the column that names them: it is not about her."""
    place = _place(table)
    if place is None:
        return table
    rows = (Row(row.number, (*row.cells[:place], *row.cells[place + 1 :])) for row in table.rows)
    headings = (*table.headings[:place], *table.headings[place + 1 :])
    return replace(table, headings=headings, rows=tuple(rows))
