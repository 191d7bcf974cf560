"""What can be said about a woman for statistics: eight parts, each with its own few codes.

Every value is a code of a code list, a district, an age band or a month of Bikram Sambat. There is no
part for text, for a name or for a day, so none can be sent.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum

from casework.core.calendar import FIRST_YEAR, LAST_YEAR, to_bs
from casework.core.codes import codelist
from casework.core.places import districts


class Part(StrEnum):
    """One part of a woman's way, as far as it is counted."""

    OPENING = "opening"
    REFERRAL = "referral"
    TRAINING = "training"
    PLACEMENT = "placement"
    ENTERPRISE = "enterprise"
    FOLLOWUP = "followup"
    CONSENT = "consent"
    CLOSING = "closing"


AGE_BANDS = ("under_18", "18_24", "25_34", "35_44", "45_plus")
_STARTS = (18, 25, 35, 45)
_MONTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])", re.ASCII)

Check = Callable[[str], bool]


def _one_of(*codes: str) -> Check:
    return frozenset(codes).__contains__


def _in_list(name: str) -> Check:
    return lambda code: codelist(name).has(code)


def _is_month(code: str) -> bool:
    found = _MONTH.fullmatch(code)
    return bool(found) and FIRST_YEAR <= int(code[:4]) <= LAST_YEAR


def _is_district(code: str) -> bool:
    return any(str(one.code) == code for one in districts())


_ACTIVITY = {
    "outcome": _in_list("current_activity"),
    "income_band": _in_list("income_band"),
}

VOCABULARY: Mapping[Part, Mapping[str, Check]] = {
    Part.OPENING: {
        "month": _is_month,
        "district": _is_district,
        "sex": _in_list("sex"),
        "age_band": _one_of(*AGE_BANDS),
        "destination": _in_list("destination_countries"),
        "exploitation": _in_list("htcds_type_of_exploitation"),
        "route": _in_list("migration_channel"),
    },
    Part.REFERRAL: {
        "month": _is_month,
        "stage": _one_of("offered", "accepted", "declined", "done"),
    },
    Part.TRAINING: {
        "month": _is_month,
        "stage": _one_of("enrolled", "attended", "completed", "tested", "certified", "left"),
        "course": _in_list("trades"),
        "result": _in_list("skill_test_result"),
    },
    Part.PLACEMENT: {"month": _is_month, **_ACTIVITY},
    Part.ENTERPRISE: {
        "month": _is_month,
        "stage": _in_list("business_stage"),
        "support": _in_list("support_given"),
    },
    Part.FOLLOWUP: {
        "month": _is_month,
        "after": _one_of("3", "6", "12"),
        "result": _in_list("followup_result"),
        **_ACTIVITY,
    },
    Part.CONSENT: {"month": _is_month},
    Part.CLOSING: {"month": _is_month},
}
"""Which codes each part may carry. A code of None says that it is not known."""


def check_codes(part: Part, codes: Mapping[str, str | None]) -> dict[str, str]:
    """The known codes of a part, checked one by one. Raises TypeError for anything else: a caller
    that could pass on what somebody typed is a fault of ours, never of hers. The message names the
    code's place, not its value."""
    allowed = VOCABULARY[part]
    for name, code in codes.items():
        if name not in allowed:
            raise TypeError(f"{part.value} has no code named so")
        if code is not None and not (isinstance(code, str) and allowed[name](str(code))):
            raise TypeError(f"not a code for {part.value}.{name}")
    return {name: str(code) for name, code in sorted(codes.items()) if code is not None}


def month_of(day: date) -> str:
    """The month of Bikram Sambat in which a day lies, such as `2083-08`. Raises OutOfRange."""
    bs = to_bs(day)
    return f"{bs.year}-{bs.month:02}"


def age_band(years: int) -> str:
    """The band of an age in completed years."""
    return AGE_BANDS[sum(years >= start for start in _STARTS)]
