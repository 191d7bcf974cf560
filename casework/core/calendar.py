"""The calendar: days of Bikram Sambat, dates known in part, fiscal periods."""

from casework.core.bs_calendar import (
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
from casework.core.partial_date import PartialDate, Precision, completed_years
from casework.core.periods import (
    Period,
    PeriodKind,
    fiscal_year,
    fiscal_year_label,
    period_of,
    periods_of_year,
)

__all__ = [
    "FIRST_YEAR",
    "LAST_YEAR",
    "BsDate",
    "NoSuchDate",
    "OutOfRange",
    "PartialDate",
    "Period",
    "PeriodKind",
    "Precision",
    "completed_years",
    "fiscal_year",
    "fiscal_year_label",
    "is_provisional",
    "month_length",
    "period_of",
    "periods_of_year",
    "to_ad",
    "to_bs",
]
