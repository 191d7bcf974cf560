"""Dates and periods as a reader sees them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from casework.core.calendar import PartialDate, Period
from casework.core.calendar_text import show_date, show_period

DAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("calendar", "lang", "text", "short"),
    [
        ("bs", "ne", "२०८३ मंसिर ६", "२०८३-०८-०६"),
        ("bs", "en", "6 Mangsir 2083", "2083-08-06"),
        ("ad", "ne", "२०२६ नोभेम्बर २२", "२०२६-११-२२"),
        ("ad", "en", "22 November 2026", "2026-11-22"),
    ],
)
def test_a_day_in_each_calendar_and_language(calendar: str, lang: str, text: str, short: str) -> None:
    assert show_date(DAY, calendar=calendar, lang=lang) == text
    assert show_date(DAY, calendar=calendar, lang=lang, short=True) == short


def test_no_date_is_no_text() -> None:
    assert show_date(None, calendar="bs", lang="ne") == ""


def test_a_moment_is_shown_as_its_day_in_nepal() -> None:
    moment = datetime(2026, 11, 22, 20, 0, tzinfo=UTC)
    assert show_date(moment, calendar="ad", lang="en") == "23 November 2026"


@pytest.mark.parametrize(
    ("known", "calendar", "lang", "text"),
    [
        (PartialDate.from_bs(2050, about=True), "bs", "ne", "२०५० तिर"),
        (PartialDate.from_bs(2050, about=True), "bs", "en", "about 2050"),
        (PartialDate.from_bs(2050), "ad", "en", "1993/94"),
        (PartialDate.from_ad(1993), "bs", "ne", "२०४९/५०"),
        (PartialDate.from_ad(1993), "ad", "en", "1993"),
        (PartialDate.from_bs(2083, 8), "bs", "ne", "२०८३ मंसिर"),
        (PartialDate.from_bs(2083, 8), "ad", "en", "November 2026 / December 2026"),
        (PartialDate.from_ad(2026, 11), "ad", "ne", "२०२६ नोभेम्बर"),
    ],
)
def test_a_date_says_no_more_than_is_known(known: PartialDate, calendar: str, lang: str, text: str) -> None:
    assert show_date(known, calendar=calendar, lang=lang) == text


def test_a_day_of_an_unpublished_year_is_marked_in_bs_alone() -> None:
    day = date(2028, 1, 1)
    assert "provisional" in show_date(day, calendar="bs", lang="en")
    assert "provisional" not in show_date(day, calendar="bs", lang="en", plain=True)
    assert "अनुमानित" in show_date(day, calendar="bs", lang="ne")
    assert show_date(day, calendar="bs", lang="en", short=True).startswith("≈")
    assert show_date(day, calendar="ad", lang="en") == "1 January 2028"


def test_a_day_before_the_table_is_shown_in_ad() -> None:
    assert show_date(date(1900, 5, 1), calendar="bs", lang="en") == "1 May 1900"


@pytest.mark.parametrize(
    ("code", "en", "ne"),
    [
        ("2083-Y1", "fiscal year 2083/84", "आर्थिक वर्ष २०८३/८४"),
        ("2083-T2", "trimester 2 of 2083/84", "२०८३/८४ को दोस्रो चौमासिक"),
        ("2083-Q4", "quarter 4 of 2083/84", "२०८३/८४ को चौथो त्रैमासिक"),
        ("2083-M1", "Shrawan 2083", "२०८३ साउन"),
    ],
)
def test_a_period_has_a_name_in_both_languages(code: str, en: str, ne: str) -> None:
    assert show_period(Period.parse(code), "en") == en
    assert show_period(Period.parse(code), "ne") == ne
