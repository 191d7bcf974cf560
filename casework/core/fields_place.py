"""The field for a palika, one of 753.

The box takes a name in either script, or a code. With JavaScript three lists (province,
district, palika) stand in its place and write the code into it.
"""

from __future__ import annotations

from typing import Any

from casework.core.digits import to_ascii
from casework.core.fields_base import Question
from casework.core.i18n import _, language
from casework.core.places import Palika, district, find_palika, palika

SHOWN = 12


class PalikaField(Question):
    """A palika; `data` is its five-digit code or None.

    Where a name fits several, `candidates` lists them and the page asks which one is meant.
    """

    drawn_as = "place"

    def __init__(self, label: Any = None, validators: Any = (), **settings: Any) -> None:
        self.candidates: list[tuple[str, str]] = []
        super().__init__(label, validators, **settings)

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = None
        told = [str(text).strip() for text in valuelist if str(text).strip()]
        if not told:
            return
        # A candidate chosen below the box comes after the box's own text, and decides.
        found = self.find(told[-1])
        if len(found) == 1:
            self.data = found[0].code
            return
        if not found:
            raise ValueError(_("No palika of this name was found. Please look at the spelling."))
        self.candidates = [(str(one.code), full_label(one)) for one in found[:SHOWN]]
        raise ValueError(_("Several palikas have this name. Please choose one."))

    def find(self, text: str) -> list[Palika]:
        """The palikas that a code, a name or "name, district" may mean."""
        plain = to_ascii(text)
        if plain.isascii() and plain.isdigit():
            known = palika(int(plain)) if len(plain) <= 6 else None
            return [known] if known else []
        found = find_palika(text)
        exact = [one for one in found if text in (full_label(one, "ne"), full_label(one, "en"))]
        return exact or found

    def value(self) -> str:
        if self.data is None and self.raw_data:
            return str(self.raw_data[0])
        return self.stored_text()

    def stored_text(self) -> str:
        known = palika(self.data) if self.data is not None else None
        return full_label(known) if known else ""


def full_label(place: Palika, lang: str | None = None) -> str:
    """Palika and district in a language, by default the reader's."""
    lang = lang or language()
    within = district(place.district)
    return f"{place.label(lang)}, {within.label(lang)}" if within else place.label(lang)
