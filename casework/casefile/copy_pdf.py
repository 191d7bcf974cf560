"""Her copy as a PDF."""

from __future__ import annotations

from dataclasses import asdict

from casework.casefile.copying import Copy
from casework.core.typeset import typeset

SOURCE = "casefile/copy.typ"
MOST_PAGES = 400


def pdf_of(copy: Copy, lang: str) -> bytes:
    """The document. Its title says nothing."""
    return typeset(SOURCE, {**asdict(copy), "lang": lang}, form="pdf", most=MOST_PAGES)[0]


def pictures_of(copy: Copy, lang: str) -> list[bytes]:
    """Each page as PNG, to be looked at."""
    return typeset(SOURCE, {**asdict(copy), "lang": lang}, form="png", most=MOST_PAGES)
