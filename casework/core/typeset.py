"""Papers set by Typst from data alone, in memory, with a font of our own. Nothing that was typed is read as
markup."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Literal, cast

import fontpkg_mukta  # type: ignore[import-untyped]  # a folder of fonts
import typst

from casework.core.fields_base import local_digits
from casework.core.i18n import _

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
FONTS = Path(fontpkg_mukta.ROOT) / "files"


def typeset(
    source: str, told: Mapping[str, object], *, form: Literal["pdf", "png"], most: int
) -> list[bytes]:
    """The paper of a template that is told these things, and numbers for fewer than so many pages: one PDF,
    readable by screen readers too (PDF/UA), or each page as PNG, to be looked at."""
    numbered = {
        **told,
        "page": _("Page %(number)s", number="{n}"),
        "numbers": [local_digits(str(one)) for one in range(1, most)],
    }
    # A compiler for each document: none keeps what another one was told.
    compiler: typst.Compiler = typst.Compiler(
        (TEMPLATES / source).read_bytes(),
        font_paths=typst.Fonts(False, False, [FONTS]),
        ignore_system_fonts=True,
        sys_inputs={"told": json.dumps(numbered, ensure_ascii=False)},
    )
    made = compiler.compile(format=form, pdf_standards=["ua-1"] if form == "pdf" else [])
    return cast("list[bytes]", made if isinstance(made, list) else [made])
