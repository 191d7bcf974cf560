"""Dates as precisely as somebody knew them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.core.calendar import BsDate, NoSuchDate, PartialDate, Precision, to_ad


def test_a_year_given_in_bs_begins_and_ends_with_that_year() -> None:
    known = PartialDate.from_bs(2050)
    assert known.precision is Precision.YEAR
    assert known.start == to_ad(BsDate(2050, 1, 1))
    assert known.last == to_ad(BsDate(2050, 12, 31))
    assert known.bs_year == 2050


def test_a_month_given_in_ad_begins_and_ends_with_that_month() -> None:
    known = PartialDate.from_ad(1993, 12)
    assert (known.start, known.last) == (date(1993, 12, 1), date(1993, 12, 31))


def test_a_year_given_in_ad_ends_in_december() -> None:
    assert PartialDate.from_ad(1992).last == date(1992, 12, 31)


def test_a_year_that_is_a_guess_keeps_no_month() -> None:
    assert PartialDate.from_bs(2050, 5, 3, about=True) == PartialDate.from_bs(2050, about=True)


@given(
    st.dates(date(1920, 1, 1), date(2040, 12, 31)),
    st.sampled_from([(True, True), (True, False), (False, False)]),
    st.booleans(),
)
def test_a_date_comes_back_from_json(day: date, known: tuple[bool, bool], about: bool) -> None:
    month, day_of_month = known
    given_date = PartialDate.from_ad(
        day.year, day.month if month else None, day.day if day_of_month else None, about=about
    )
    assert PartialDate.from_json(given_date.to_json()) == given_date


def test_a_day_without_its_month_is_refused() -> None:
    with pytest.raises(NoSuchDate):
        PartialDate.from_bs(2050, None, 3)


def test_a_day_that_does_not_exist_is_refused_in_either_calendar() -> None:
    with pytest.raises(NoSuchDate):
        PartialDate.from_ad(2026, 2, 30)
    with pytest.raises(NoSuchDate):
        PartialDate.from_bs(2083, 8, 31)


def test_an_age_turns_on_the_birthday() -> None:
    born = PartialDate.from_ad(2000, 6, 15)
    assert born.age_on(date(2026, 6, 14)) == 25
    assert born.age_on(date(2026, 6, 15)) == 26


def test_an_age_by_year_is_counted_from_the_middle_of_the_year() -> None:
    born = PartialDate.from_ad(2000)
    assert born.age_on(date(2026, 3, 1)) == 25
    assert born.age_on(date(2026, 9, 1)) == 26


def test_somebody_may_be_a_minor_while_any_day_of_her_year_makes_her_one() -> None:
    born = PartialDate.from_ad(2008)
    assert born.may_be_under(18, date(2026, 11, 22))
    assert not born.may_be_under(18, date(2026, 12, 31))


def test_a_guessed_year_leaves_room_for_being_a_minor() -> None:
    day = date(2026, 11, 22)
    assert PartialDate.from_ad(2006, about=True).may_be_under(18, day)
    assert not PartialDate.from_ad(2004, about=True).may_be_under(18, day)
