"""The report for donors as a PDF."""

from __future__ import annotations

from dataclasses import asdict

from casework.core.i18n import language
from casework.core.typeset import typeset
from casework.reporting.out.report import Report

SOURCE = "reporting/out/report.typ"
MOST_PAGES = 20


def pdf_of(report: Report) -> bytes:
    """The document, in the language of this request."""
    return typeset(SOURCE, {**asdict(report), "lang": language()}, form="pdf", most=MOST_PAGES)[0]


def pictures_of(report: Report) -> list[bytes]:
    """Each page as PNG, to be looked at."""
    return typeset(SOURCE, {**asdict(report), "lang": language()}, form="png", most=MOST_PAGES)
