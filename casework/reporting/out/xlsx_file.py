"""A table as a workbook: a sheet in each language, the notes in both; and the same bytes each time."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, NamedStyle
from openpyxl.worksheet.worksheet import Worksheet

from casework.core.csv_cells import safe
from casework.reporting.out.csv_file import heads_of
from casework.reporting.out.sheet import Line, Sheet

NAMES = {"en": "English", "ne": "नेपाली"}
NOTES = "Notes – टिपोट"
_FONTS = {"en": "Calibri", "ne": "Nirmala UI"}
"""The second is the font with Devanagari that comes with Windows; elsewhere the nearest one stands in."""

_ABOVE = 3
_WIDEST, _NARROWEST = 46, 9
_WHEN = (1980, 1, 1, 0, 0, 0)
_CORE = "docProps/core.xml"
_PROPERTIES = (
    b'<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>'
)


def xlsx_of(sheets: Sequence[Sheet]) -> bytes:
    """The workbook of a table's sheets, one for each language."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for lang in NAMES:
        for style in _styles(lang):
            book.add_named_style(style)
    for one in sheets:
        _table(book.create_sheet(NAMES[one.lang]), one)
    _notes(book.create_sheet(NOTES), sheets)
    made = io.BytesIO()
    book.save(made)
    return _timeless(made.getvalue())


def _styles(lang: str) -> list[NamedStyle]:
    """How words look. Said once for all cells: a font for each of thousands takes long."""
    wrapped = Alignment(wrap_text=True, vertical="top")
    font = _FONTS[lang]
    return [
        NamedStyle(f"text-{lang}", font=Font(name=font, size=11)),
        NamedStyle(f"note-{lang}", font=Font(name=font, size=11), alignment=wrapped),
        NamedStyle(f"head-{lang}", font=Font(name=font, size=11, bold=True), alignment=wrapped),
        NamedStyle(f"title-{lang}", font=Font(name=font, size=14, bold=True)),
    ]


def _table(page: Worksheet, one: Sheet) -> None:
    heads = heads_of(one)
    _text(page, 1, 1, " · ".join(filter(None, (one.warning, one.title))), one.lang, "title")
    _text(page, 2, 1, " · ".join(f"{head}: {text}" for head, text in one.about), one.lang)
    for at, head in enumerate(heads, 1):
        _text(page, _ABOVE + 1, at, head, one.lang, "head")
    for row, line in enumerate(one.lines, _ABOVE + 2):
        _line(page, row, line, one.lang)
    page.freeze_panes = f"A{_ABOVE + 2}"
    widths = [len(head) for head in heads]
    for line in one.lines:
        told = [*_told(line), "", line.cell.mark or "", line.meaning]
        widths = [max(wide, len(text)) for wide, text in zip(widths, told, strict=True)]
    for column, wide in zip(page.iter_cols(max_row=1, max_col=len(heads)), widths, strict=True):
        page.column_dimensions[column[0].column_letter].width = min(max(wide + 2, _NARROWEST), _WIDEST)


def _line(page: Worksheet, row: int, line: Line, lang: str) -> None:
    told = _told(line)
    for at, text in enumerate(told, 1):
        _text(page, row, at, text, lang)
    value = len(told) + 1
    if line.cell.n is not None:
        page.cell(row, value, line.cell.n)
    _text(page, row, value + 1, line.cell.mark or "", lang)
    _text(page, row, value + 2, line.meaning, lang)


def _told(line: Line) -> list[str]:
    return [text for pair in zip(line.words, line.codes, strict=True) for text in pair]


def _notes(page: Worksheet, sheets: Sequence[Sheet]) -> None:
    page.column_dimensions["A"].width = 100
    row = 1
    for one in sheets:
        lines = [one.warning, one.title, *(f"{head}: {text}" for head, text in one.about), *one.notes]
        for text in filter(None, lines):
            _text(page, row, 1, text, one.lang, "head" if text == one.title else "note")
            row += 1
        row += 1


def _text(page: Worksheet, row: int, column: int, text: str, lang: str, style: str = "text") -> None:
    """Words that stay words: whatever they begin with, no program reckons with them, later as CSV neither."""
    if text:
        page.cell(row, column, safe([text])[0]).style = f"{style}-{lang}"


def _timeless(made: bytes) -> bytes:
    """The same without the moment at which it was made, and without the name of what made it."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(made)) as before,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for name in before.namelist():
            text = _PROPERTIES if name == _CORE else before.read(name)
            after.writestr(zipfile.ZipInfo(name, _WHEN), text, zipfile.ZIP_DEFLATED)
    return out.getvalue()
