"""Fields for whole numbers and for rupees. Both take ASCII or Devanagari digits."""

from __future__ import annotations

from typing import Any

from wtforms.validators import ValidationError

from casework.core.digits import group_lakh, parse_int
from casework.core.fields_base import Question, local_digits
from casework.core.i18n import _
from casework.core.money import parse_npr


class IntegerField(Question):
    """A whole number between `least` and `most`. `data` is an int or None."""

    inputmode = "numeric"
    size = "short"

    def __init__(
        self,
        label: Any = None,
        validators: Any = (),
        *,
        least: int | None = 0,
        most: int | None = 999_999_999,
        unit: Any = "",
        **settings: Any,
    ) -> None:
        self.least, self.most, self.unit = least, most, unit
        super().__init__(label, validators, **settings)

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = None
        text = self.told()
        if text:
            self.data = self.read(text)

    def read(self, text: str) -> int:
        """The number in the text. Raises ValueError with a sentence for the reader."""
        try:
            return parse_int(text)
        except ValueError as wrong:
            raise ValueError(_("Please write a number, in digits.")) from wrong

    def pre_validate(self, form: Any) -> None:
        if self.data is None:
            return
        if self.least is not None and self.data < self.least:
            raise ValidationError(_("Please write %(least)s or more.", least=self.shown(self.least)))
        if self.most is not None and self.data > self.most:
            raise ValidationError(_("Please write %(most)s or less.", most=self.shown(self.most)))

    def shown(self, number: int) -> str:
        """A number as it is written in the box."""
        return local_digits(str(number))

    def stored_text(self) -> str:
        return "" if self.data is None else self.shown(self.data)


class MoneyField(IntegerField):
    """An amount in Nepali rupees, without paisa. `data` is an int or None."""

    size = "medium"
    drawn_as = "money"

    def read(self, text: str) -> int:
        try:
            return parse_npr(text)
        except ValueError as wrong:
            raise ValueError(_("Please write the rupees in digits, such as 12,000.")) from wrong

    def shown(self, number: int) -> str:
        return local_digits(group_lakh(number))
