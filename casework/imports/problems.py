"""What can be wrong with a line, in words that say what to do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from casework.core.i18n import _l


class Kind(StrEnum):
    """One thing that is wrong or worth knowing."""

    NO_NAME = "no_name"
    NO_CONSENT = "no_consent"
    SAID_NO = "said_no"
    CONSENT_UNCLEAR = "consent_unclear"
    MAY_BE_MINOR = "may_be_minor"
    NOT_ALIVE = "not_alive"
    DATE_UNREADABLE = "date_unreadable"
    DATE_AMBIGUOUS = "date_ambiguous"
    DATE_LOOKS_BS = "date_looks_bs"
    DATE_IN_FUTURE = "date_in_future"
    NO_SUCH_DAY = "no_such_day"
    CODE_UNKNOWN = "code_unknown"
    NUMBER_UNREADABLE = "number_unreadable"
    YES_NO_UNREADABLE = "yes_no_unreadable"
    PHONE_UNREADABLE = "phone_unreadable"
    COUNTRY_UNKNOWN = "country_unknown"
    SAME_WOMAN = "same_woman"
    NOT_SAVED = "not_saved"
    PHONE_OF_MANY = "phone_of_many"
    SHELTER_ADDRESS = "shelter_address"
    STATUS_WITHOUT_BODY = "status_without_body"
    PLACE_UNKNOWN = "place_unknown"


WORDS = {
    Kind.NO_NAME: _l("There is no name. An alias is enough."),
    Kind.NO_CONSENT: _l("No consent is written in this line, so nothing is kept of it."),
    Kind.SAID_NO: _l("This line says that she did not agree. Nothing is kept of it."),
    Kind.CONSENT_UNCLEAR: _l("It is not clear whether she agreed. Please write yes or no."),
    Kind.MAY_BE_MINOR: _l(
        "She is under 18, or may be. Please open her file by itself: it needs her own agreement "
        "and somebody who stands by it."
    ),
    Kind.NOT_ALIVE: _l("This line says that she is no longer alive. No file is opened."),
    Kind.DATE_UNREADABLE: _l("This is not a date. Please write year-month-day, such as 1990-05-17."),
    Kind.DATE_AMBIGUOUS: _l(
        "It cannot be told which number is the day and which the month. "
        "Please write year-month-day, such as 1990-05-17."
    ),
    Kind.DATE_LOOKS_BS: _l(
        "This looks like a date in BS. Please choose BS when you send the file, or write it in AD."
    ),
    Kind.DATE_IN_FUTURE: _l("This day lies in the future."),
    Kind.NO_SUCH_DAY: _l("The calendar has no such day."),
    Kind.CODE_UNKNOWN: _l("This answer is not on the list of the standard."),
    Kind.NUMBER_UNREADABLE: _l("Please write a number, in digits."),
    Kind.YES_NO_UNREADABLE: _l("Please write yes or no."),
    Kind.PHONE_UNREADABLE: _l(
        "This is not a phone number. Please write ten digits, or a foreign number with + in front."
    ),
    Kind.COUNTRY_UNKNOWN: _l("This country is not known. Please write its two letters, such as NP or IN."),
    Kind.SAME_WOMAN: _l(
        "Another line has the same name, day of birth and phone, but says something else. Please put all "
        "about one woman into one line; if they are two women, write what tells them apart."
    ),
    Kind.NOT_SAVED: _l("This line could not be saved. Please try it again."),
    Kind.PHONE_OF_MANY: _l(
        "The same number stands at several women. An organisation's number is not hers, so it is left out."
    ),
    Kind.SHELTER_ADDRESS: _l(
        "This looks like the address of a safe place. It is never kept, so it is left out."
    ),
    Kind.STATUS_WITHOUT_BODY: _l("It is not written who identified her, so this is left out."),
    Kind.PLACE_UNKNOWN: _l("This place is not among the palikas of Nepal. It is kept as words."),
}

REMARKS = frozenset({Kind.PHONE_OF_MANY, Kind.SHELTER_ADDRESS, Kind.STATUS_WITHOUT_BODY, Kind.PLACE_UNKNOWN})
"""These do not hold a line back."""

NOT_AGREED = frozenset({Kind.SAID_NO, Kind.NO_CONSENT})
"""Of such a line nothing is kept but its number and this."""


@dataclass(frozen=True)
class Problem:
    """What is wrong where: the heading of the cell, "" for the line as a whole."""

    kind: Kind
    field: str = ""

    @property
    def stops(self) -> bool:
        """Whether the line cannot be brought in as it is."""
        return self.kind not in REMARKS

    @property
    def of_a_list(self) -> bool:
        """Whether it helps to say which answers there are."""
        return self.kind is Kind.CODE_UNKNOWN

    @property
    def words(self) -> object:
        """The problem as the reader's language says it."""
        return WORDS[self.kind]


class Wrong(Exception):
    """A cell cannot be read. Carries no value."""

    def __init__(self, kind: Kind) -> None:
        super().__init__()
        self.kind = kind
