"""Dates and periods in words: either language, either calendar."""

from __future__ import annotations

from datetime import date, datetime

from casework.core import clock
from casework.core.bs_calendar import FIRST_YEAR, LAST_YEAR, OutOfRange, is_provisional, to_bs
from casework.core.calendar_names import MONTHS
from casework.core.digits import to_devanagari
from casework.core.partial_date import PartialDate, Precision
from casework.core.periods import Period, PeriodKind, fiscal_year_label

_PROVISIONAL = {"en": "{} (provisional)", "ne": "{} (अनुमानित)"}
_ABOUT = {"en": "about {}", "ne": "{} तिर"}
_KIND = {
    PeriodKind.YEAR: {"en": "fiscal year {year}", "ne": "आर्थिक वर्ष {year}"},
    PeriodKind.TRIMESTER: {
        "en": "trimester {index} of {year}",
        "ne": "{year} को {nth} चौमासिक",
    },
    PeriodKind.QUARTER: {"en": "quarter {index} of {year}", "ne": "{year} को {nth} त्रैमासिक"},
}
_NTH = ("", "पहिलो", "दोस्रो", "तेस्रो", "चौथो")

Parts = tuple[int, int, int]


def show_date(
    value: date | datetime | PartialDate | None,
    *,
    calendar: str,
    lang: str,
    short: bool = False,
    plain: bool = False,
) -> str:
    """A date for a reader; "" for None.

    `calendar` is "bs" or "ad", `lang` "ne" or "en"; short is by numbers, 2083-08-06.
    A moment is shown as its day in Nepal. A day outside the BS table is shown in AD. BS
    dates of a year that is not yet published are marked, but for `plain` ones: the end of a consent
    is never "about" a day.
    """
    if value is None:
        return ""
    known = _as_partial(value)
    first, last = _parts(known.start, calendar), _parts(known.last, calendar)
    used = "bs" if calendar == "bs" and _in_table(known) else "ad"
    text = _one_or_two(known.precision, first, last, used, lang, short)
    if used == "bs" and is_provisional(first[0]) and not plain:
        text = f"≈ {text}" if short else _PROVISIONAL[lang].format(text)
    return to_devanagari(text) if lang == "ne" else text


def show_period(period: Period, lang: str) -> str:
    """A period's name: `fiscal year 2083/84`, `quarter 1 of 2083/84`, `Shrawan 2083`."""
    if period.kind is PeriodKind.MONTH:
        year, month = period.months[0]
        text = _month(year, month, "bs", lang)
    else:
        text = _KIND[period.kind][lang].format(
            year=fiscal_year_label(period.fiscal_year), index=period.index, nth=_NTH[period.index]
        )
    return to_devanagari(text) if lang == "ne" else text


def _as_partial(value: date | datetime | PartialDate) -> PartialDate:
    if isinstance(value, PartialDate):
        return value
    return PartialDate.on(clock.day_of(value) if isinstance(value, datetime) else value)


def _in_table(known: PartialDate) -> bool:
    try:
        return to_bs(known.start).year >= FIRST_YEAR and to_bs(known.last).year <= LAST_YEAR
    except OutOfRange:
        return False


def _parts(day: date, calendar: str) -> Parts:
    if calendar == "bs":
        try:
            bs = to_bs(day)
            return bs.year, bs.month, bs.day
        except OutOfRange:
            pass
    return day.year, day.month, day.day


def _one_or_two(
    precision: Precision, first: Parts, last: Parts, calendar: str, lang: str, short: bool
) -> str:
    """A BS year lies in two AD years, and the other way round: then both are named."""
    year, month, day = first
    if precision is Precision.DAY:
        return _day(year, month, day, calendar, lang, short)
    if precision is Precision.MONTH:
        return _months(first, last, calendar, lang, short)
    years = str(year) if year == last[0] else f"{year}/{last[0] % 100:02}"
    return _ABOUT[lang].format(years) if precision is Precision.ABOUT else years


def _day(year: int, month: int, day: int, calendar: str, lang: str, short: bool) -> str:
    if short:
        return f"{year}-{month:02}-{day:02}"
    name = MONTHS[calendar][lang][month - 1]
    return f"{year} {name} {day}" if lang == "ne" else f"{day} {name} {year}"


def _months(first: Parts, last: Parts, calendar: str, lang: str, short: bool) -> str:
    ends = [first[:2]] if first[:2] == last[:2] else [first[:2], last[:2]]
    shown = [f"{year}-{month:02}" if short else _month(year, month, calendar, lang) for year, month in ends]
    return " / ".join(shown)


def _month(year: int, month: int, calendar: str, lang: str) -> str:
    name = MONTHS[calendar][lang][month - 1]
    return f"{year} {name}" if lang == "ne" else f"{name} {year}"
