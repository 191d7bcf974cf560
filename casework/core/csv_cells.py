"""A CSV that every spreadsheet reads rightly and none takes for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

BOM = "\ufeff"
"""Without it spreadsheets read Devanagari as something else."""

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def safe(words: Iterable[str]) -> list[str]:
    """Words that no spreadsheet takes for a formula."""
    return [f"'{word}" if word.startswith(FORMULA) else word for word in words]


def as_csv(rows: Iterable[Sequence[str]]) -> str:
    """Rows of words as the text of a file."""
    out = io.StringIO()
    csv.writer(out).writerows(safe(row) for row in rows)
    return BOM + out.getvalue()
