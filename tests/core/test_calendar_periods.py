"""The fiscal year and its parts."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.core.calendar import (
    BsDate,
    Period,
    PeriodKind,
    fiscal_year,
    fiscal_year_label,
    period_of,
    periods_of_year,
    to_ad,
)

DAYS = st.dates(date(1980, 1, 1), date(2040, 1, 1))
KINDS = st.sampled_from(PeriodKind)


def test_the_fiscal_year_turns_on_the_first_of_shrawan() -> None:
    first = to_ad(BsDate(2083, 4, 1))
    assert fiscal_year(first) == 2083
    assert fiscal_year(first - timedelta(days=1)) == 2082


def test_a_fiscal_year_is_written_with_the_year_it_ends_in() -> None:
    assert fiscal_year_label(2083) == "2083/84"
    assert fiscal_year_label(2099) == "2099/00"


@pytest.mark.parametrize(
    ("code", "first", "last"),
    [
        ("2083-Y1", (2083, 4), (2084, 3)),
        ("2083-T1", (2083, 4), (2083, 7)),
        ("2083-T3", (2083, 12), (2084, 3)),
        ("2083-Q3", (2083, 10), (2083, 12)),
        ("2083-Q4", (2084, 1), (2084, 3)),
        ("2083-M12", (2084, 3), (2084, 3)),
    ],
)
def test_a_period_has_its_months(code: str, first: tuple[int, int], last: tuple[int, int]) -> None:
    months = Period.parse(code).months
    assert (months[0], months[-1]) == (first, last)


@given(DAYS, KINDS)
def test_every_day_lies_in_its_period_and_the_code_says_which(day: date, kind: PeriodKind) -> None:
    period = period_of(day, kind)
    assert period.contains(day)
    assert Period.parse(period.code) == period


@given(st.integers(2040, 2090), KINDS)
def test_the_periods_of_a_year_follow_each_other_without_a_gap(year: int, kind: PeriodKind) -> None:
    periods = periods_of_year(kind, year)
    for one, following in pairwise(periods):
        assert one.last + timedelta(days=1) == following.first
        assert following.previous() == one
    whole = Period(PeriodKind.YEAR, year, 1)
    assert (periods[0].first, periods[-1].last) == (whole.first, whole.last)


def test_a_period_has_ended_only_when_its_last_day_is_over() -> None:
    period = Period.parse("2082-Y1")
    assert not period.ended_by(period.last)
    assert period.ended_by(period.last + timedelta(days=1))


@pytest.mark.parametrize("code", ["2083-Q5", "2083-Q0", "2083-X1", "2083", "", "२०८३-Q1", "2083-Y2"])
def test_a_code_of_no_period_is_refused(code: str) -> None:
    with pytest.raises(ValueError, match="period"):
        Period.parse(code)
