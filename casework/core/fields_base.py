"""What all our form fields have in common.

A field is declared with its label and, by keyword: `hint` (one line under the label),
`required` (True, or the sentence to show), `default`, `id`. It knows which macro draws it
(`control`) and whether it was left blank. `data` is None, "" or () when nothing was said.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Any

from wtforms import Field
from wtforms.validators import StopValidation

from casework.core.digits import to_devanagari
from casework.core.i18n import _l, language


class Required:
    """Refuses a blank answer, in words that fit the question."""

    def __init__(self, message: Any = True) -> None:
        self.message = _l("Please answer this question.") if message is True else message
        self.field_flags = {"required": True}

    def __call__(self, form: Any, field: Any) -> None:
        if field.is_blank() and not field.errors:
            raise StopValidation(self.message)


class Question(Field):  # type: ignore[misc]  # WTForms has no types
    """The common ground of all fields. Subclasses set `drawn_as` and read the form's text."""

    data: Any
    raw_data: Any
    drawn_as = "text"
    input_type = "text"
    inputmode: str | None = None
    autocomplete = "off"
    size = "full"

    def __init__(
        self,
        label: Any = None,
        validators: Sequence[Any] = (),
        *,
        required: Any = False,
        hint: Any = "",
        **settings: Any,
    ) -> None:
        checks = [Required(required), *validators] if required else list(validators)
        super().__init__(label, checks, description=hint, **settings)

    @property
    def control(self) -> str:
        """The macro that draws it."""
        return self.drawn_as

    def is_blank(self) -> bool:
        """Whether nothing was said."""
        return self.data in (None, "", (), [])

    def value(self) -> str:
        """What stands in the box: what she typed if there is any, else what is stored."""
        if self.raw_data:
            return str(self.raw_data[0])
        return self.stored_text()

    def stored_text(self) -> str:
        """The stored answer as one would type it."""
        return "" if self.data is None else str(self.data)

    def told(self) -> str:
        """The text that was sent for this field, tidied; "" if none was."""
        return tidy(str(self.raw_data[0])) if self.raw_data else ""


def tidy(text: str) -> str:
    """Text as we keep it: composed (NFC), without blanks around it or control characters."""
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n"))
    return "".join(c for c in composed if c in "\n\t" or unicodedata.category(c) != "Cc").strip()


def local_digits(text: str) -> str:
    """Digits as the reader of this page writes them."""
    return to_devanagari(text) if language() == "ne" else text
