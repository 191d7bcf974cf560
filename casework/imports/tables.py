"""A table of texts: headings and rows, however the file came."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from casework.core.csv_cells import FORMULA
from casework.core.errors import Refused
from casework.core.i18n import _l
from casework.imports.columns import NAMES, named, placed

MOST_ROWS = 5000
MOST_COLUMNS = 250
LONGEST_CELL = 8000
_DELIMITERS = (",", ";", "\t")
_BYTE_ORDER = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\xef\xbb": "utf-8-sig"}


class Unreadable(Refused):
    """The file as a whole cannot be read. The message says what to do, never what stood in it."""

    status = 422


@dataclass(frozen=True)
class Row:
    """One line of a file. `number` is the line that a spreadsheet shows, the headings being 1."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """What a file holds: headings as written, and the rows that are not empty."""

    headings: tuple[str, ...]
    rows: tuple[Row, ...]


def of_csv(content: bytes) -> Table:
    """The table in a CSV file: UTF-8 or UTF-16, parted by comma, semicolon or tab.

    Raises Unreadable.
    """
    text = _text(content)
    best = max(_DELIMITERS, key=lambda sign: _known(text, sign))
    return tidy_table(_lines(text, best))


def _tidy(cell: str) -> str:
    """A cell without blanks around it, and without the sign that our own downloads put before what a
    spreadsheet would take for a formula."""
    cell = cell.strip()
    return cell[1:] if cell[:1] == "'" and cell[1:2] in FORMULA else cell


def tidy_table(lines: list[list[str]]) -> Table:
    """Headings and rows of lines of cells; empty lines and cells beyond the headings fall away.

    Raises Unreadable for what cannot be a file of women: no heading of the standard, a heading
    twice, no name, too much of anything.
    """
    headings = _headings(lines[0] if lines else [])
    width = len(headings)
    rows = tuple(
        Row(number, tuple([_tidy(cell) for cell in line[:width]] + [""] * (width - len(line))))
        for number, line in enumerate(lines[1:], start=2)
        if any(cell.strip() for cell in line)
    )
    _check_rows(rows)
    return Table(headings, rows)


def _headings(cells: list[str]) -> tuple[str, ...]:
    headings = [cell.strip() for cell in cells]
    while headings and not headings[-1]:
        headings.pop()
    fields = [field for field in placed(headings) if field]
    if len(headings) > MOST_COLUMNS:
        raise Unreadable(_l("The file has too many columns."))
    if not fields:
        raise Unreadable(
            _l("The first line has no heading that is known here. Please take those of the template.")
        )
    if len(set(fields)) < len(fields):
        raise Unreadable(_l("Two columns have the same heading. Please take one of them out."))
    if not set(NAMES) & set(fields):
        raise Unreadable(_l("There is no column with her name or an alias. Please head it “First name”."))
    return tuple(headings)


def _check_rows(rows: tuple[Row, ...]) -> None:
    if not rows:
        raise Unreadable(_l("The file has headings, but no line below them."))
    if len(rows) > MOST_ROWS:
        raise Unreadable(_l("The file has more than 5000 lines. Please divide it into several."))
    if any(len(cell) > LONGEST_CELL for row in rows for cell in row.cells):
        raise Unreadable(_l("One cell of the file holds more than 8000 letters. Please shorten it."))


def _text(content: bytes) -> str:
    encoding = _BYTE_ORDER.get(content[:2], "utf-8")
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        raise Unreadable(_encoding_words()) from None
    if "\0" in text:
        raise Unreadable(_encoding_words())
    return text


def _encoding_words() -> object:
    return _l("The letters of the file cannot be read. Please save it as “CSV UTF-8” or as XLSX.")


def _known(text: str, delimiter: str) -> int:
    """How many headings of the first line are known if this sign parts them."""
    try:
        first = next(_reader(text[:65536], delimiter), [])
    except csv.Error:
        return 0
    return sum(named(heading) is not None for heading in first)


def _lines(text: str, delimiter: str) -> list[list[str]]:
    found: list[list[str]] = []
    try:
        for line in _reader(text, delimiter):
            if len(found) > MOST_ROWS * 2:
                raise Unreadable(_l("The file has more than 5000 lines. Please divide it into several."))
            found.append(line)
    except csv.Error:
        raise Unreadable(
            _l("The file is not a table that can be read. Please save it again as CSV.")
        ) from None
    return found


def _reader(text: str, delimiter: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
