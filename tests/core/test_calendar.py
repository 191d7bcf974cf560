"""Bikram Sambat against known days and against another table."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import nepali_datetime
import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.core import datafiles
from casework.core.calendar import (
    FIRST_YEAR,
    LAST_YEAR,
    BsDate,
    NoSuchDate,
    OutOfRange,
    is_provisional,
    month_length,
    to_ad,
    to_bs,
)

# Days of Nepal's history whose dates are recorded in both calendars.
KNOWN_DAYS = [
    ("1990-10-02", "1934-01-15"),
    ("2007-11-07", "1951-02-18"),
    ("2047-07-23", "1990-11-09"),
    ("2058-02-19", "2001-06-01"),
    ("2063-01-11", "2006-04-24"),
    ("2065-02-15", "2008-05-28"),
    ("2072-01-12", "2015-04-25"),
    ("2072-06-03", "2015-09-20"),
    ("2076-12-11", "2020-03-24"),
    ("2079-08-04", "2022-11-20"),
    ("2081-01-01", "2024-04-13"),
    ("2082-01-01", "2025-04-14"),
    ("2083-01-01", "2026-04-14"),
]
ROWS = datafiles.rows("bs_month_lengths.csv")
FIRST_DAY = to_ad(BsDate(FIRST_YEAR, 1, 1))
LAST_DAY = to_ad(BsDate(LAST_YEAR, 12, month_length(LAST_YEAR, 12)))


@pytest.mark.parametrize(("bs", "ad"), KNOWN_DAYS)
def test_a_known_day_is_the_same_in_both_calendars(bs: str, ad: str) -> None:
    day = BsDate(*map(int, bs.split("-")))
    assert to_ad(day) == date.fromisoformat(ad)
    assert to_bs(date.fromisoformat(ad)) == day


def _undisputed_years() -> list[int]:
    settled = ("consensus", "published")
    return [int(row["bs_year"]) for row in ROWS if row["status"] in settled]


def test_the_undisputed_years_are_more_than_a_hundred() -> None:
    assert len(_undisputed_years()) > 100


def test_every_day_of_the_undisputed_years_equals_nepali_datetime() -> None:
    differing = [
        day
        for year in _undisputed_years()
        for day in _days_of(year)
        if to_ad(day) != nepali_datetime.date(day.year, day.month, day.day).to_datetime_date()
    ]
    assert differing == []


def _days_of(year: int) -> list[BsDate]:
    return [
        BsDate(year, month, day) for month in range(1, 13) for day in range(1, month_length(year, month) + 1)
    ]


def test_each_year_of_the_table_begins_when_the_one_before_ends() -> None:
    for row, following in pairwise(ROWS):
        begins = date.fromisoformat(row["ad_start"])
        assert begins + timedelta(days=int(row["days"])) == date.fromisoformat(following["ad_start"])


def test_the_months_of_each_year_make_its_days() -> None:
    for row in ROWS:
        year = int(row["bs_year"])
        assert sum(month_length(year, month) for month in range(1, 13)) == int(row["days"])


@given(st.dates(FIRST_DAY, LAST_DAY))
def test_every_day_comes_back_from_the_other_calendar(day: date) -> None:
    assert to_ad(to_bs(day)) == day


@given(st.dates(FIRST_DAY, LAST_DAY - timedelta(days=1)))
def test_the_next_day_is_later_in_both_calendars(day: date) -> None:
    assert to_bs(day) < to_bs(day + timedelta(days=1))


@pytest.mark.parametrize("day", [(2083, 1, 32), (2083, 1, 0), (2083, 13, 1), (2083, 0, 1)])
def test_a_day_that_no_month_has_is_refused(day: tuple[int, int, int]) -> None:
    with pytest.raises(NoSuchDate):
        to_ad(BsDate(*day))


def test_a_day_outside_the_table_is_refused() -> None:
    with pytest.raises(OutOfRange):
        to_bs(LAST_DAY + timedelta(days=1))
    with pytest.raises(OutOfRange):
        to_bs(FIRST_DAY - timedelta(days=1))
    with pytest.raises(OutOfRange):
        to_ad(BsDate(LAST_YEAR + 1, 1, 1))


def test_years_are_provisional_until_their_calendar_is_published() -> None:
    assert not is_provisional(2083)
    assert is_provisional(2084)


def test_no_bs_month_begins_on_the_first_of_an_ad_month() -> None:
    # What tells a month given in BS from one given in AD.
    starts = (
        to_ad(BsDate(year, month, 1)) for year in range(FIRST_YEAR, LAST_YEAR + 1) for month in range(1, 13)
    )
    assert all(start.day != 1 for start in starts)
