"""What an invented woman tells, and what she leaves out. Codes alone: there is no story to invent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from casework.core.calendar import PartialDate, to_bs
from casework.demo.dice import Dice

ABROAD = {"AE": 22, "QA": 14, "SA": 14, "KW": 20, "MY": 10, "OM": 5, "JO": 4, "LB": 4, "CY": 4, "RO": 3}
KINDS = {"ForcedLabour": 45, "SexualExploitation": 20, "Servitude": 20, "ForcedMarriage": 10, "Other": 5}
NO_ANSWER = "does_not_want_to_say"


@dataclass(frozen=True)
class Away:
    """One time away for work."""

    where: str
    destination: str
    channel: str
    left: PartialDate
    returned: PartialDate
    return_type: str
    unpaid_wages: str
    debt: str


@dataclass(frozen=True)
class Told:
    """Both, one of them, neither, or not said: each part falls by dice of its own."""

    travelled: str
    away: tuple[Away, ...]
    exploitation: tuple[str, ...]
    indicators: tuple[str, ...]
    identified: str
    needs: tuple[str, ...]


def tell(number: int, opened_on: date) -> Told:
    """What the woman with this number tells by the day on which her file is opened."""
    travelled = Dice(number, "travelled").weighted({"yes": 64, "no": 14, NO_ANSWER: 8, "": 14})
    more = Dice(number, "more")
    kinds = (more.weighted(KINDS),) if more.happens(30) else ()
    return Told(
        travelled=travelled,
        away=_stays(number, opened_on) if travelled == "yes" else (),
        exploitation=kinds,
        indicators=more.some(("2", "4", "7", "8", "9", "10", "11"), 1, 3) if kinds else (),
        identified=more.weighted({"": 60, "no": 30, "yes": 10}) if kinds else "",
        needs=Dice(number, "needs").some(_NEEDS, 1, 4),
    )


_NEEDS = (
    "training",
    "job",
    "business",
    "money",
    "health",
    "talking",
    "documents",
    "legal",
    "wages",
    "debt",
    "children",
    "transport",
)


def _stays(number: int, opened_on: date) -> tuple[Away, ...]:
    dice = Dice(number, "stays")
    stays: list[Away] = []
    back = opened_on - timedelta(days=dice.whole(20, 500))
    for _number in range(dice.weighted({1: 75, 2: 25})):
        gone = back - timedelta(days=dice.whole(150, 1100))
        stays.insert(0, _stay(dice, gone, back))
        back = gone - timedelta(days=dice.whole(100, 700))
    return tuple(stays)


def _stay(dice: Dice, gone: date, back: date) -> Away:
    where = dice.weighted({"nepal": 24, "india": 32, "abroad": 44})
    at_home = where == "nepal"
    return Away(
        where=where,
        destination={"nepal": "", "india": "IN"}.get(where) or ("" if at_home else dice.weighted(ABROAD)),
        channel={"nepal": "internal", "india": "india"}.get(where) or dice.weighted(_CHANNELS),
        left=_about(gone),
        returned=_about(back),
        return_type="" if at_home else dice.weighted(_RETURNS),
        unpaid_wages=dice.weighted({"": 40, "no": 40, "yes": 20}),
        debt=dice.weighted({"": 40, "no": 30, "yes": 30}),
    )


_CHANNELS = {"regular": 50, "via_india": 25, "visit_visa": 15, "irregular": 10}
_RETURNS = {"contract_end": 35, "voluntary_early": 35, "assisted": 15, "crisis": 10, "amnesty": 5}


def _about(day: date) -> PartialDate:
    bs = to_bs(day)
    return PartialDate.from_bs(bs.year, bs.month)
