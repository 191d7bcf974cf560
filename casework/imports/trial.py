"""The dry run: every waiting line read as it would be brought in, and nothing written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from casework.imports.basis import Basis
from casework.imports.columns import left_behind, placed
from casework.imports.identity import who
from casework.imports.models import ImportChunk, Line, Outcome
from casework.imports.problems import Kind, Problem
from casework.imports.reading import Reading, read

MANY = 3
"""A number that stands at so many women is an organisation's, not hers."""


@dataclass(frozen=True)
class Tried:
    """A line, its reading, and whom it is about."""

    line: Line
    reading: Reading
    identity: str
    texts: dict[str, str]
    repeats: bool = False
    """The very same line stands above: there is nothing to do for this one."""

    @property
    def fine(self) -> bool:
        """Whether it would be brought in."""
        return self.reading.fine


def texts(headings: Iterable[str], cells: Iterable[str]) -> dict[str, str]:
    """The cells that have a place here, by field."""
    pairs = zip(placed(headings), cells, strict=True)
    return {field: cell for field, cell in pairs if field is not None and cell}


def try_lines(chunks: Iterable[ImportChunk], *, calendar: str, basis: Basis | None) -> list[Tried]:
    """Read every waiting line, and look at them together: who stands there twice, and which phone
    stands at many."""
    tried = [
        _try(line, chunk.headings, calendar, basis)
        for chunk in chunks
        for line in chunk.lines
        if line.outcome is Outcome.WAITING
    ]
    return list(_apart(_without_phones_of_many(tried)))


def _try(line: Line, headings: tuple[str, ...], calendar: str, basis: Basis | None) -> Tried:
    cells = texts(headings, line.cells)
    reading = read(cells, calendar=calendar, basis=basis)
    return Tried(line, reading, who(reading.told, cells), cells)


def _without_phones_of_many(tried: list[Tried]) -> Iterator[Tried]:
    women: dict[str, set[str]] = {}
    for one in tried:
        if one.reading.told.phone:
            women.setdefault(one.reading.told.phone, set()).add(one.identity)
    for one in tried:
        shared = len(women.get(one.reading.told.phone, ())) >= MANY
        yield _without_phone(one) if shared else one


def _without_phone(one: Tried) -> Tried:
    # She is still told from others by the number: the same list must find her again.
    problems = (*one.reading.problems, Problem(Kind.PHONE_OF_MANY, "prs_MobilePhone"))
    return replace(one, reading=Reading(replace(one.reading.told, phone=""), problems))


def _apart(tried: Iterable[Tried]) -> Iterator[Tried]:
    """A line that repeats another is fine; one that says something else of the same woman is not."""
    first: dict[str, Tried] = {}
    for one in tried:
        above = first.setdefault(one.identity, one)
        if above is one or not one.reading.told.name:
            yield one
        elif above.texts == one.texts:
            yield replace(one, repeats=True)
        else:
            problems = (*one.reading.problems, Problem(Kind.SAME_WOMAN))
            yield replace(one, reading=replace(one.reading, problems=problems))


def not_imported(chunks: Iterable[ImportChunk]) -> list[str]:
    """Headings that bring nothing, each once."""
    return list(dict.fromkeys(heading for chunk in chunks for heading in left_behind(chunk.headings)))
