"""The table in an XLSX file: values only, in memory, and no more than fits."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any
from xml.parsers import expat

from casework.core.i18n import _l
from casework.imports.columns import named
from casework.imports.tables import MOST_COLUMNS, MOST_ROWS, Table, Unreadable, tidy_table

MOST_PARTS = 300
MOST_BYTES = 48 * 1024 * 1024
MOST_RATIO = 150
_ENCRYPTED = 0x1


def of_xlsx(content: bytes) -> Table:
    """The first sheet whose first line has a heading of the standard. Raises Unreadable."""
    # Takes long to load, and few starts of a server lead to a sheet.
    from openpyxl import load_workbook

    _check_archive(content)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    except Exception:  # noqa: BLE001  the library raises whatever a broken part makes it raise
        raise Unreadable(_broken()) from None
    try:
        return tidy_table(_lines_of_first_known(book))
    finally:
        book.close()


def _broken() -> object:
    return _l("The file is not a sheet that can be read. Please save it again as XLSX or CSV.")


def _check_archive(content: bytes) -> None:
    """Refuse a file that would unfold into more than it may, before anything is unfolded."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            unfolded = sum(part.file_size for part in parts)
            if len(parts) > MOST_PARTS or unfolded > min(MOST_BYTES, MOST_RATIO * len(content)):
                raise Unreadable(_l("The file holds more than can be taken in at once."))
            if any(part.flag_bits & _ENCRYPTED for part in parts):
                raise Unreadable(_l("The file is locked with a password. Please save it without one."))
            if any(_declares_type(archive, part) for part in parts):
                raise Unreadable(_broken())
    except (zipfile.BadZipFile, NotImplementedError, EOFError, ValueError):
        raise Unreadable(_broken()) from None


class _DeclaresType(Exception):
    """A part begins with a document type."""


class _Begun(Exception):
    """The first element of a part has begun: no document type can follow."""


def _declares_type(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    # A sheet never declares a document type; a part that does could unfold while it is read. Asked is
    # the reader that reads the part afterwards, so that no encoding and no long comment hides it; of
    # every part, as a sheet may have any name.
    reader = expat.ParserCreate()
    reader.StartDoctypeDeclHandler = _stop_with(_DeclaresType)
    reader.StartElementHandler = _stop_with(_Begun)
    try:
        with archive.open(part) as content:
            while some := content.read(65536):
                reader.Parse(some)
    except _DeclaresType:
        return True
    except (_Begun, expat.ExpatError):
        return False  # what is no XML is never unfolded
    return False


def _stop_with(found: type[Exception]) -> Callable[..., None]:
    def stop(*_said: object) -> None:
        raise found

    return stop


def _lines_of_first_known(book: Any) -> list[list[str]]:
    first: list[list[str]] = []
    try:
        for sheet in book.worksheets:
            lines = list(_lines(sheet))
            first = first or lines
            if lines and any(named(heading) for heading in lines[0]):
                return lines
    except Unreadable:
        raise
    except Exception:  # noqa: BLE001  see above
        raise Unreadable(_broken()) from None
    return first


def _lines(sheet: Any) -> Iterator[list[str]]:
    # The size that a sheet claims is not believed: it may claim a million lines of nothing.
    sheet.reset_dimensions()
    for cells in sheet.iter_rows(max_row=MOST_ROWS + 2, max_col=MOST_COLUMNS + 1, values_only=True):
        yield [_text(value) for value in cells]


def _text(value: object) -> str:
    """A cell as it would be written by hand: a phone number kept as a number has no ".0"."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return str(value)
