"""The formats in which a table leaves the office."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from casework.core.i18n import LANGUAGES
from casework.reporting.asking import Answer
from casework.reporting.lattice import NotAtThisDetail
from casework.reporting.out.audience import Audience
from casework.reporting.out.csv_file import csv_of
from casework.reporting.out.hxl_file import hxl_of
from casework.reporting.out.sheet import sheet


class Format(StrEnum):
    """What a file is written as."""

    CSV = "csv"
    XLSX = "xlsx"
    HXL = "hxl"

    @classmethod
    def named(cls, name: str) -> Format:
        """The format of that name. Raises NotAtThisDetail."""
        if name not in list(cls):
            raise NotAtThisDetail
        return cls(name)


MEDIA = {
    Format.CSV: "text/csv",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Format.HXL: "text/csv",
}


@dataclass(frozen=True)
class File:
    """What is handed out: a name that says nothing, its kind, its bytes."""

    name: str
    media: str
    content: bytes


def file_of(found: Answer, form: Format, lang: str, *, audience: Audience, demo: bool) -> File:
    """An answer as a file, in the reader's language first; tags are in English."""
    one = sheet(found, "en" if form is Format.HXL else lang, audience=audience, demo=demo)
    if form is Format.XLSX:
        # Loaded by nobody who takes no workbook: it takes long.
        from casework.reporting.out.xlsx_file import xlsx_of

        others = [other for other in LANGUAGES if other != lang]
        content = xlsx_of([one, *(sheet(found, other, audience=audience, demo=demo) for other in others)])
        return File(f"{one.name}.xlsx", MEDIA[form], content)
    text = hxl_of(found, one) if form is Format.HXL else csv_of(one)
    name = f"{one.name}-hxl.csv" if form is Format.HXL else f"{one.name}.csv"
    return File(name, MEDIA[form], text.encode())
