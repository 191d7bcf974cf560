"""The report for donors as a PDF: set by Typst from data alone, in memory, with a font of our own."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Literal, cast

import fontpkg_mukta  # type: ignore[import-untyped]  # a folder of fonts
import typst

from casework.core.fields_base import local_digits
from casework.core.i18n import _, language
from casework.reporting.out.report import Report

SOURCE = Path(__file__).resolve().parents[3] / "templates" / "reporting" / "out" / "report.typ"
FONTS = Path(fontpkg_mukta.ROOT) / "files"
MOST_PAGES = 20


def pdf_of(report: Report) -> bytes:
    """The document, readable by screen readers too (PDF/UA)."""
    return _set(report, "pdf")[0]


def pictures_of(report: Report) -> list[bytes]:
    """Each page as PNG, to be looked at."""
    return _set(report, "png")


def _set(report: Report, form: Literal["pdf", "png"]) -> list[bytes]:
    told = {
        **asdict(report),
        "lang": language(),
        "page": _("Page %(number)s", number="{n}"),
        "numbers": [local_digits(str(one)) for one in range(1, MOST_PAGES)],
    }
    compiler: typst.Compiler = typst.Compiler(
        SOURCE.read_bytes(),
        font_paths=typst.Fonts(False, False, [FONTS]),
        ignore_system_fonts=True,
        sys_inputs={"told": json.dumps(told, ensure_ascii=False)},
    )
    made = compiler.compile(format=form, pdf_standards=["ua-1"] if form == "pdf" else [])
    return cast("list[bytes]", made if isinstance(made, list) else [made])
