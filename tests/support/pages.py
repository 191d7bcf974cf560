"""The hand-kept list of every page, with somebody who sees it."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

LIST = Path(__file__).resolve().parents[1] / "pages" / "pages.csv"


@dataclass(frozen=True)
class Listed:
    """A page: its path with the names of objects in it, and the column of the matrix of access that sees it.

    `empty` says what comes of its form when nothing is filled in: "refused", "taken", or "" where the page
    has no form with questions.
    """

    endpoint: str
    path: str
    who: str
    empty: str

    def __str__(self) -> str:
        return f"{self.path} {self.who}"


def listed() -> list[Listed]:
    """Every page of the list."""
    with LIST.open(encoding="utf-8", newline="") as text:
        return [Listed(**row) for row in csv.DictReader(text)]
