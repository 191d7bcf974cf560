"""The invented paper with which a demo can be tried: the only picture that it takes."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import cast

import fontpkg_mukta  # type: ignore[import-untyped]  # a folder of fonts
import typst

SOURCE = Path(__file__).resolve().parents[3] / "templates" / "attachments" / "sample.typ"
FONTS = Path(fontpkg_mukta.ROOT) / "files"
DOTS = 72.0
MEDIA = "image/png"


@cache
def sample() -> bytes:
    """A page that says in large letters that it is a sample, and of nobody. The same bytes each time."""
    compiler: typst.Compiler = typst.Compiler(
        SOURCE.read_bytes(), font_paths=typst.Fonts(False, False, [FONTS]), ignore_system_fonts=True
    )
    return cast("bytes", compiler.compile(format="png", ppi=DOTS))
