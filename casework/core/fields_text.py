"""Fields for words: a line, a longer text, a passphrase, a phone number."""

from __future__ import annotations

import re
from typing import Any

from wtforms.validators import ValidationError

from casework.core.digits import to_ascii
from casework.core.fields_base import Question, local_digits, tidy
from casework.core.form_messages import at_most
from casework.core.i18n import _


class TextField(Question):
    """One line. `data` is the tidied text, "" if nothing was written."""

    def __init__(
        self, label: Any = None, validators: Any = (), *, length: int = 200, **settings: Any
    ) -> None:
        self.length = length
        self.autocomplete = settings.pop("autocomplete", "off")
        self.size = settings.pop("size", "full")
        super().__init__(label, validators, **settings)

    def process_data(self, value: Any) -> None:
        self.data = "" if value is None else str(value)

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = tidy(str(valuelist[0])) if valuelist else ""

    def pre_validate(self, form: Any) -> None:
        if len(self.data or "") > self.length:
            raise ValidationError(at_most(self.length))


class NumbersField(TextField):
    """One line with numbers in it, such as phones with words beside them. `data` has them in digits of one
    script; the page shows them in the reader's."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        super().process_formdata(valuelist)
        self.data = to_ascii(self.data)

    def stored_text(self) -> str:
        return local_digits(self.data or "")


class LongText(TextField):
    """Several lines; `rows` is how tall the box is at first."""

    drawn_as = "textarea"

    def __init__(
        self, label: Any = None, validators: Any = (), *, length: int = 4000, rows: int = 5, **settings: Any
    ) -> None:
        self.rows = rows
        super().__init__(label, validators, length=length, **settings)


class PassphraseField(TextField):
    """A secret: never trimmed, never shown again after the page was sent."""

    drawn_as = "password"

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = str(valuelist[0]) if valuelist else ""

    def value(self) -> str:
        return ""


class PhoneField(Question):
    """A phone number. `data` is the digits as dialled in Nepal, "+..." for a foreign one, or None.

    Accepts digits of either script, blanks and hyphens. Nepali mobile numbers have ten digits
    and begin with 9; numbers of houses and shops begin with 0. +977 is left out.
    """

    drawn_as = "text"
    inputmode = "tel"
    size = "medium"

    _NEPALI = re.compile(r"9\d{9}|0\d{7,9}")
    _FOREIGN = re.compile(r"\+\d{7,15}")

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = None
        text = self.told()
        if not text:
            return
        number = re.sub(r"[\s().\-\u2010-\u2013\u200b-\u200d]", "", to_ascii(text))
        number = re.sub(r"^(\+|00)977(?=\d{8})", "", number)
        number = re.sub(r"^00", "+", number)
        if not (self._NEPALI.fullmatch(number) or self._FOREIGN.fullmatch(number)):
            raise ValueError(
                _("Please write the ten digits of a mobile number, or a foreign number with + in front.")
            )
        self.data = number

    def stored_text(self) -> str:
        return local_digits(self.data or "")
