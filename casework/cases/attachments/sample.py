"""The invented paper with which a demo can be tried: the only picture that it takes."""

from __future__ import annotations

from functools import cache
from typing import cast

import typst

from casework.core.typeset import FONTS, TEMPLATES

SOURCE = TEMPLATES / "attachments" / "sample.typ"
DOTS = 72.0
MEDIA = "image/png"


@cache
def sample() -> bytes:
    """A page that says in large letters that it is a sample, and of nobody. The same bytes each time."""
    compiler: typst.Compiler = typst.Compiler(
        SOURCE.read_bytes(), font_paths=typst.Fonts(False, False, [FONTS]), ignore_system_fonts=True
    )
    return cast("bytes", compiler.compile(format="png", ppi=DOTS))
