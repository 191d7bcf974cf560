"""Fields for dates: three boxes in the reader's calendar, the month chosen by its name.

The boxes share one name. First comes a hidden "bs" or "ad", so that a page which was opened
before the reader changed her calendar is still read rightly; then year, month, day for Bikram
Sambat or day, month, year for the common era; "about" at the end if she ticked it. A whole
date in one box is a date too.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from wtforms.validators import ValidationError

from casework.core import clock
from casework.core.calendar import NoSuchDate, OutOfRange, PartialDate, Precision, to_bs
from casework.core.calendar_names import MONTHS
from casework.core.calendar_text import show_date
from casework.core.digits import parse_int, to_ascii
from casework.core.fields_base import Question, local_digits, tidy
from casework.core.i18n import _, _l, calendar, language
from casework.core.reading_choice import chosen

ABOUT = "about"
_ORDER = {"bs": ("year", "month", "day"), "ad": ("day", "month", "year")}
BOX_LABELS = {"year": _l("Year"), "month": _l("Month"), "day": _l("Day")}
_WHOLE = re.compile(r"([0-9]{1,4})[-/.\s\u0964]+([0-9]{1,2})[-/.\s\u0964]+([0-9]{1,4})")


class PartialDateField(Question):
    """A date as exactly as she knows it: a year, a month or a day, or about a year.

    `data` is a PartialDate or None. `precision="day"` asks for all three boxes; `future=False`
    refuses days to come; `about=True` offers the tick. What was typed stays in the boxes.
    """

    drawn_as = "date3"

    def __init__(
        self,
        label: Any = None,
        validators: Any = (),
        *,
        precision: str = "any",
        about: bool = False,
        future: bool = True,
        **settings: Any,
    ) -> None:
        self.precision, self.offers_about, self.future = precision, about, future
        super().__init__(label, validators, **settings)

    # --- what the page shows

    @property
    def calendar(self) -> str:
        """The calendar of the boxes on this page: that of the typing, else the reader's."""
        typed = self.raw_data or ()
        return str(typed[0]) if typed and typed[0] in _ORDER else calendar()

    @property
    def boxes(self) -> list[tuple[str, Any, str]]:
        """(part, label, text) of the three boxes, in the order of the calendar."""
        order = _ORDER[self.calendar]
        return [(part, BOX_LABELS[part], text) for part, text in zip(order, self.texts(), strict=True)]

    def months(self, text: str) -> list[tuple[str, str, bool]]:
        """(value, label, chosen) of the month's list. What was typed and is no month stays in it."""
        names = MONTHS[self.calendar][language()]
        listed = [(str(n), f"{local_digits(str(n))} {name}") for n, name in enumerate(names, 1)]
        number = plain(text)
        if number and number not in dict(listed):
            listed.append((text, text))
            number = text
        return [(value, label, value == number) for value, label in listed]

    @property
    def is_about(self) -> bool:
        """Whether the "about" box is ticked."""
        if self.raw_data:
            return ABOUT in self.raw_data[3:]
        return bool(self.data) and self.as_partial(self.data).precision is Precision.ABOUT

    def texts(self) -> list[str]:
        """The texts of the three boxes, as typed or as stored."""
        if self.raw_data:
            return [*self.typed(), "", "", ""][:3]
        if not self.data:
            return ["", "", ""]
        return stored_boxes(self.as_partial(self.data), self.calendar)

    def echo(self) -> str:
        """The same date in the other calendar, "" if there is none."""
        if not self.data:
            return ""
        other = "ad" if self.calendar == "bs" else "bs"
        return show_date(self.as_partial(self.data), calendar=other, lang=language())

    # --- what came back

    def typed(self) -> list[str]:
        """What stands in the boxes as it came, at most three texts."""
        raw = [str(text) for text in self.raw_data or ()]
        if raw and raw[0] in _ORDER:
            raw = raw[1:]
        texts = [text for text in raw if text != ABOUT][:3]
        return self.spread(texts) or texts

    def spread(self, texts: list[str]) -> list[str]:
        """The three boxes of a whole date that was pasted into one of them; [] if none was."""
        told = [to_ascii(tidy(text)) for text in texts if tidy(text)]
        found = _WHOLE.fullmatch(told[0]) if len(told) == 1 else None
        if found is None:
            return []
        order = ("year", "month", "day") if len(found[1]) == 4 else ("day", "month", "year")
        parts = dict(zip(order, found.groups(), strict=True))
        return [parts[part] for part in _ORDER[self.calendar]]

    def process_formdata(self, valuelist: list[Any]) -> None:
        before, self.data = self.object_data, None
        texts = [tidy(text) for text in self.typed()]
        if any(texts):
            self.data = before if self.unchanged(before, texts) else self.from_partial(self.read(texts))
        if chosen():
            # Another language or calendar: what can be read as a date follows it.
            self.raw_data = None

    def unchanged(self, before: Any, texts: list[str]) -> bool:
        """Whether the stored date came back as it was shown.

        It is then kept as it is: a year stored in one calendar must not drift by being sent
        back in the other.
        """
        if not before:
            return False
        stored = self.as_partial(before)
        same_about = self.is_about == (stored.precision is Precision.ABOUT)
        shown = stored_boxes(stored, self.calendar)
        return same_about and [plain(text) for text in texts] == [plain(text) for text in shown]

    def read(self, texts: list[str]) -> PartialDate:
        """The date in the three texts. Raises ValueError with a sentence for the reader."""
        year, month, day = self.numbers(texts)
        make = PartialDate.from_bs if self.calendar == "bs" else PartialDate.from_ad
        try:
            told = make(year, month, day, about=self.offers_about and self.is_about)
            to_bs(told.start)  # whatever the calendar, only days that the table knows
            return told
        except OutOfRange as wrong:
            raise ValueError(_("Please look at the year again.")) from wrong
        except (NoSuchDate, ValueError) as wrong:
            raise ValueError(_("There is no such day in the calendar.")) from wrong

    def numbers(self, texts: list[str]) -> tuple[int, int | None, int | None]:
        """Year, month and day as numbers; month and day are None where left out."""
        if len(texts) != 3:
            raise ValueError(_("Please write the date again."))
        parts = dict(zip(_ORDER[self.calendar], texts, strict=True))
        try:
            told = {part: parse_int(text) if text else None for part, text in parts.items()}
        except ValueError as wrong:
            raise ValueError(_("Please write the date in digits.")) from wrong
        year, month, day = told["year"], told["month"], told["day"]
        if year is None or year < 1000:
            raise ValueError(_("Please write the year with four digits."))
        if month is None and day is not None:
            raise ValueError(_("Please write the month too, or leave out the day."))
        if self.precision == "day" and (month is None or day is None):
            raise ValueError(_("Please write the year, the month and the day."))
        return year, month, day

    def pre_validate(self, form: Any) -> None:
        if self.data and not self.future and self.as_partial(self.data).start > clock.today():
            raise ValidationError(_("This date is still to come."))

    def as_partial(self, value: Any) -> PartialDate:
        """The stored kind of value as a PartialDate."""
        partial: PartialDate = value
        return partial

    def from_partial(self, value: PartialDate) -> Any:
        """What `data` holds for a PartialDate."""
        return value


class DayField(PartialDateField):
    """One exact day. `data` is a date (AD) or None."""

    def __init__(self, label: Any = None, validators: Any = (), **settings: Any) -> None:
        super().__init__(label, validators, precision="day", about=False, **settings)

    def as_partial(self, value: Any) -> PartialDate:
        start: date = value
        return PartialDate(start, Precision.DAY)

    def from_partial(self, value: PartialDate) -> date:
        return value.start


def stored_boxes(value: PartialDate, in_calendar: str) -> list[str]:
    """The three boxes of a stored date, parts that she did not know left empty."""
    day = to_bs(value.start) if in_calendar == "bs" else value.start
    known = {"year": str(day.year), "month": "", "day": ""}
    if value.precision in (Precision.MONTH, Precision.DAY):
        known["month"] = str(day.month)
    if value.precision is Precision.DAY:
        known["day"] = str(day.day)
    return [local_digits(known[part]) for part in _ORDER[in_calendar]]


def plain(text: str) -> str:
    """A number as the month's list sends it: ASCII digits, no zeros before them."""
    tidied = to_ascii(tidy(text))
    return tidied.lstrip("0") if tidied.isdigit() else tidied
