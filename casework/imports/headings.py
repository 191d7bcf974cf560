"""The headings under which a list may come: names of the standard, and plain words in both languages."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from casework.core import datafiles
from casework.core.codes import codelist


class Written(StrEnum):
    """How the cells of a column are written."""

    WORDS = "words"
    DATE = "date"
    YES_NO = "yes_no"
    NUMBER = "number"
    PHONE = "phone"
    COUNTRY = "country"
    LANGUAGE = "language"
    LIST = "list"
    SEVERAL = "several"


_LISTS = {Written.LANGUAGE: "explained_language"}
"""The lists of columns that are read more widely than their list."""


@dataclass(frozen=True)
class Heading:
    """A column that is brought in: its field of the standard, its words, and how its cells are written."""

    field: str
    en: str
    ne: str
    written: Written
    list_name: str
    in_template: bool
    also: tuple[str, ...] = ()
    """Other words that lists have for it."""

    def label(self, lang: str) -> str:
        """Its plain words."""
        return self.ne if lang == "ne" else self.en

    @property
    def both(self) -> str:
        """Both languages in one cell, as the template has it."""
        return f"{self.ne} · {self.en}"

    @property
    def spellings(self) -> tuple[str, ...]:
        """Every way in which a file may write it."""
        return self.field, self.en, self.ne, self.both, *self.also


@cache
def headings() -> tuple[Heading, ...]:
    """Every column that is brought in, what is asked most often first."""
    return tuple(_heading(row) for row in datafiles.rows("htcds_headings.csv"))


def _heading(row: dict[str, str]) -> Heading:
    written, _colon, listed = row["written"].partition(":")
    return Heading(
        field=row["field"],
        en=row["en"],
        ne=row["ne"],
        written=Written(written),
        list_name=listed,
        in_template=bool(row["template"]),
        also=tuple(filter(None, row["also"].split("|"))),
    )


def allowed(field: str, lang: str) -> list[str]:
    """What may stand in a column of coded answers, in the reader's words; nothing for any other."""
    names = (one.list_name or _LISTS.get(one.written, "") for one in headings() if one.field == field)
    name = next(names, "")
    return [label for _code, label in codelist(name).choices(lang)] if name else []


def words_of(field: str, lang: str) -> str:
    """The plain words of a field; the field itself where it has none."""
    return next((one.label(lang) for one in headings() if one.field == field), field)


def template_csv() -> bytes:
    """A file to fill in, with headings alone, for a spreadsheet (UTF-8 with a byte order mark)."""
    text = io.StringIO(newline="")
    csv.writer(text).writerow(_columns())
    return text.getvalue().encode("utf-8-sig")


def template_xlsx() -> bytes:
    """The same as a sheet. Its cells are text, so that no phone loses its zero and no day its order."""
    # Takes long to load, and few starts of a server lead to a sheet.
    from openpyxl import Workbook
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet = book.active
    sheet.append(_columns())
    for number, words in enumerate(_columns(), start=1):
        column = sheet.column_dimensions[get_column_letter(number)]
        column.number_format, column.width = "@", max(14, len(words) + 2)
        sheet.cell(1, number).font = Font(bold=True)
    sheet.freeze_panes = "A2"
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def _columns() -> list[str]:
    return [one.both for one in headings() if one.in_template]
