"""Months of Bikram Sambat as one running number, so that arrays can hold and compare them."""

from __future__ import annotations

from datetime import date

from casework.core.calendar import BsDate, month_length, to_ad, to_bs

NEVER = 2**31 - 1
"""Later than any month: what has not happened."""


def month_number(code: str) -> int:
    """The running number of `2083-08`."""
    return int(code[:4]) * 12 + int(code[5:]) - 1


def month_code(number: int) -> str:
    """`2083-08` for its running number."""
    return f"{number // 12}-{number % 12 + 1:02}"


def month_on(day: date) -> int:
    """The running number of the month in which a day lies."""
    bs = to_bs(day)
    return bs.year * 12 + bs.month - 1


def last_day(number: int) -> date:
    """The last day (AD) of a month."""
    year, month = number // 12, number % 12 + 1
    return to_ad(BsDate(year, month, month_length(year, month)))


def fiscal_year_of(number: int) -> int:
    """The BS year in which the fiscal year of a month begins; it begins with month 4."""
    return (number - 3) // 12


def quarter_end(number: int) -> int:
    """The last month of the last quarter that is over when this month is."""
    return number - ((number - 3) % 3 + 1) % 3


def last_month_of_year(year: int) -> int:
    """The last month (Asar) of a fiscal year."""
    return (year + 1) * 12 + 2
