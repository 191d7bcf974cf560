"""What our pages say where WTForms would speak its own English.

WTForms has no Nepali. Each of its sentences is answered by one of ours, which is gentler and
goes through the catalogue; a sentence that we do not know is passed through the catalogue as
it is, so that nothing is lost when WTForms adds one (a test lists them).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from casework.core.digits import to_devanagari
from casework.core.i18n import _l, _n, language

_CHOOSE = _l("Please choose one of the answers on the page.")
_NUMBER = _l("Please write a number, in digits.")
_DATE = _l("Please write the date in digits.")
_ANSWER = _l("Please answer this question.")
_AGAIN = _l("This page stood open for a long time. Please look it over and send it again.")
_LOCKED = _l("This answer cannot be changed here.")
_UNREADABLE = _l("Please look at this answer again.")

SENTENCES: Mapping[str, Any] = {
    "This field is required.": _ANSWER,
    "Not a valid choice.": _CHOOSE,
    "Choices cannot be None.": _CHOOSE,
    "Invalid Choice: could not coerce.": _CHOOSE,
    "Invalid choice(s): one or more data inputs could not be coerced.": _CHOOSE,
    "Invalid value, must be one of: %(values)s.": _CHOOSE,
    "Invalid value, can't be any of: %(values)s.": _l("Please choose something else."),
    "Not a valid integer value.": _NUMBER,
    "Not a valid decimal value.": _NUMBER,
    "Not a valid float value.": _NUMBER,
    "Number must be at least %(min)s.": _l("Please write %(min)s or more."),
    "Number must be at most %(max)s.": _l("Please write %(max)s or less."),
    "Number must be between %(min)s and %(max)s.": _l("Please write a number from %(min)s to %(max)s."),
    "Not a valid date value.": _DATE,
    "Not a valid datetime value.": _DATE,
    "Not a valid time value.": _l("Please write the time in digits, such as 10:30."),
    "Not a valid week value.": _DATE,
    "Date must be at least %(min)s.": _l("Please write %(min)s or a later day."),
    "Date must be at most %(max)s.": _l("Please write %(max)s or an earlier day."),
    "Date must be between %(min)s and %(max)s.": _l("Please write a day from %(min)s to %(max)s."),
    "Field must be between %(min)d and %(max)d characters long.": _l(
        "Please write between %(min)d and %(max)d characters."
    ),
    "Field must be equal to %(other_name)s.": _l("The two are not the same. Please write both again."),
    "Invalid field name '%s'.": _UNREADABLE,
    "Invalid input.": _UNREADABLE,
    "Invalid UUID.": _UNREADABLE,
    "Invalid IP address.": _UNREADABLE,
    "Invalid Mac address.": _UNREADABLE,
    "Invalid URL.": _l("Please write the whole address of the page."),
    "Invalid email address.": _l("Please write the whole e-mail address."),
    "This field cannot be edited.": _LOCKED,
    "This field is disabled and cannot have a value.": _LOCKED,
    "Invalid CSRF Token.": _AGAIN,
    "CSRF failed.": _AGAIN,
    "CSRF token expired.": _AGAIN,
    "CSRF token missing.": _AGAIN,
}


def at_least(number: int) -> str:
    return _n("Please write at least %(num)s character.", "Please write at least %(num)s characters.", number)


def at_most(number: int) -> str:
    return _n("Please write at most %(num)s character.", "Please write at most %(num)s characters.", number)


def exactly(number: int) -> str:
    return _n("Please write exactly %(num)s character.", "Please write exactly %(num)s characters.", number)


COUNTED: Mapping[str, Callable[[int], str]] = {
    "Field must be at least %(min)d character long.": at_least,
    "Field cannot be longer than %(max)d character.": at_most,
    "Field must be exactly %(max)d character long.": exactly,
    "'%(value)s' is not a valid choice for this field.": lambda number: str(_CHOOSE),
}


class Message(str):
    """A sentence that WTForms still fills in: its digits follow the page's language."""

    def __mod__(self, values: Any) -> str:
        filled = super().__mod__(values)
        return to_devanagari(filled) if language() == "ne" else filled


class OwnTranslations:
    """What `Meta.get_translations` hands to WTForms."""

    def gettext(self, sentence: str) -> str:
        return Message(SENTENCES.get(sentence, sentence))

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        own = COUNTED.get(singular)
        if own is None:
            return Message(singular if number == 1 else plural)
        return Message(own(number).replace("%", "%%"))
