"""The columns of the Human Trafficking Case Data Standard 2.0 (© IOM, CC BY 4.0), and which of them
have a place here. What has none is named on the page and left where it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from unicodedata import category

from casework.core import datafiles
from casework.imports.headings import headings

IMPORTED = frozenset(heading.field for heading in headings())
"""Left out on purpose: exact positions, streets of where things happened, e-mail (a channel that she
has not agreed to), titles, other organisations and their staff, whoever did it to her."""

NAMES = ("prs_FirstName", "prs_MiddleName", "prs_SecondName")
CONSENT = ("con_Consent", "vic_AgreementToManagePersonalData")
"""The second is deprecated in 2.0: read where the first is missing, never written."""


def named(heading: str) -> str | None:
    """The field that a heading means: prs_FirstName, prs_First_Name, "PRS first name", "First name" and
    "पहिलो नाम" are one."""
    return _fields().get(fold(heading))


def fold(heading: str) -> str:
    """Letters with their vowel signs and digits alone, in lower case."""
    return "".join(sign for sign in heading.casefold() if sign.isalnum() or category(sign).startswith("M"))


def placed(headings: Iterable[str]) -> list[str | None]:
    """For each heading the field that it brings, or None if the column stays behind."""
    fields = (named(heading) for heading in headings)
    return [field if field in IMPORTED else None for field in fields]


def as_written(headings: Sequence[str]) -> dict[str, str]:
    """How a file heads the column of each field that it brings."""
    return {field: words for field, words in zip(placed(headings), headings, strict=True) if field}


def left_behind(headings: Iterable[str]) -> Iterator[str]:
    """The headings, as written, that bring nothing."""
    for heading in headings:
        if heading.strip() and named(heading) not in IMPORTED:
            yield heading


@cache
def _fields() -> dict[str, str]:
    standard = {fold(row["field"]): row["field"] for row in datafiles.rows("htcds_2.0_fields.csv")}
    return standard | {fold(way): one.field for one in headings() for way in one.spellings}
