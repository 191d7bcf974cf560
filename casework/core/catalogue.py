"""The message catalogue of a language.

The `.po` file is what people edit; it is compiled in memory when no newer `.mo` lies
beside it, so that no build step is ever needed.
"""

from __future__ import annotations

from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations

from casework.core.datafiles import TRANSLATIONS


@cache
def catalogue(lang: str, root: Path = TRANSLATIONS) -> NullTranslations:
    """The messages of a language; English is what the code says itself."""
    po = root / lang / "LC_MESSAGES" / "messages.po"
    if lang == "en" or not po.exists():
        return NullTranslations()
    return Translations(_compiled(po, lang))


def _compiled(po: Path, lang: str) -> BytesIO:
    mo = po.with_suffix(".mo")
    if mo.exists() and mo.stat().st_mtime > po.stat().st_mtime:
        return BytesIO(mo.read_bytes())
    compiled = BytesIO()
    with po.open("rb") as lines:
        write_mo(compiled, read_po(lines, locale=lang))
    compiled.seek(0)
    return compiled
