"""The Nepali catalogue: what the code says, what the translation says, and how both are kept in one file."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterable
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from tests.support.source import ROOT

FILE = ROOT / "translations" / "ne" / "LC_MESSAGES" / "messages.po"
METHODS = [("**.py", "python"), ("**.html", "jinja2")]
KEYWORDS = {"_": None, "_l": None, "_n": (1, 2), "gettext": None, "ngettext": (1, 2)}
HEADER = "# The Nepali of Sahayatri. AGPL-3.0-or-later. `python3 dev.py text` brings it up to date."
# Header lines that change by themselves, or name a person or a tool.
RESTLESS = re.compile(
    r'"(POT-Creation-Date|PO-Revision-Date|Generated-By|Last-Translator|Language-Team|Report-Msgid-Bugs-To)[^\n]*\n'
)


def extracted() -> Catalog:
    """Every message that the code and the templates say, with the files it stands in."""
    catalogue = Catalog(
        locale="ne", domain="messages", header_comment=HEADER, project="Sahayatri", version="1", fuzzy=False
    )
    for folder in ("auth", "casework", "templates"):
        for file, _line, message, _comments, _context in extract_from_dir(
            ROOT / folder, METHODS, keywords=KEYWORDS, comment_tags=()
        ):
            catalogue.add(message, locations=[(f"{folder}/{file}", 0)])
    return catalogue


def kept() -> Catalog:
    """The catalogue as it stands in the project."""
    if not FILE.exists():
        return Catalog(locale="ne")
    with FILE.open("rb") as lines:
        return read_po(lines, locale="ne")


def messages(catalogue: Iterable[Message]) -> dict[str, Message]:
    """The messages by their (singular) English, without the header."""
    return {english(message)[0]: message for message in catalogue if message.id}


def english(message: Message) -> tuple[str, ...]:
    """What the code says: one form, or singular and plural."""
    return tuple(message.id) if isinstance(message.id, (list, tuple)) else (message.id,)


def nepali(message: Message) -> tuple[str, ...]:
    """What the translation says, in as many forms."""
    said = message.string
    return tuple(said) if isinstance(said, (list, tuple)) else (said or "",)


def merged() -> Catalog:
    """What the code says now, with every translation that there is. What nobody says any more is gone."""
    catalogue, known = extracted(), messages(kept())
    for key, message in messages(catalogue).items():
        old = known.get(key)
        if old is not None and len(english(old)) == len(english(message)):
            message.string = old.string
            message.user_comments = old.user_comments
        message.locations = sorted(set(message.locations))
        message.flags.discard("fuzzy")
    return catalogue


def write(catalogue: Catalog, file: Path) -> None:
    """Write it so that a change of a message changes its own lines only."""
    lines = io.BytesIO()
    write_po(lines, catalogue, sort_output=True, include_lineno=False, width=0)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(RESTLESS.sub("", lines.getvalue().decode()), encoding="utf-8")


def main() -> int:
    """Bring the catalogue up to date and name what has no Nepali yet."""
    catalogue = merged()
    write(catalogue, FILE)
    empty = [key for key, message in messages(catalogue).items() if not all(nepali(message))]
    print(f"{len(messages(catalogue))} messages, {len(empty)} without Nepali", *empty, sep="\n  ")
    return 0


if __name__ == "__main__":
    sys.exit(main())
