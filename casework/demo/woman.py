"""Who an invented woman is: her name, her age, where she lives, how she can be reached."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from casework.core import datafiles
from casework.core.calendar import PartialDate, to_bs
from casework.core.places import palikas
from casework.demo import phones
from casework.demo.dice import Dice

DISTRICTS = {304: 30, 302: 30, 305: 12, 312: 12, 205: 9, 511: 7}
"""Dhading, Sindhupalchok, Nuwakot, Makwanpur, Sarlahi and Banke, by weight."""

MINOR = 26
"""The one who is sixteen."""

ONE_NAME = 5
"""Of every thirty women the fifth is known by one name only."""


@dataclass(frozen=True)
class Name:
    """A name in both scripts, and what the family counts itself to (`np_hmis_ethnic_code`)."""

    ne: str
    en: str
    ethnic: str = ""


@dataclass(frozen=True)
class Woman:
    """Who she is. Nothing in here follows from what she tells."""

    number: int
    name: str
    other_names: tuple[str, ...]
    birth: PartialDate | None
    palika: int
    ward: int
    reachable: str
    phone: str
    phone_owner: str
    ethnicity: str
    marital: str
    children: int | None
    document: str


def invent(number: int, today: date) -> Woman:
    """The woman with this number: the same one in every demo."""
    called = _name(number)
    reachable = _reachable(number)
    place = _place(number)
    others = Dice(number, "other names").happens(12)
    latin = Dice(number, "script").happens(25)
    return Woman(
        number=number,
        name=called.en if latin else called.ne,
        other_names=((called.ne if latin else called.en),) if others else (),
        birth=_birth(number, today),
        palika=place[0],
        ward=place[1],
        reachable=reachable,
        phone=phones.of_woman(number) if reachable == "phone" else "",
        phone_owner=_phone_owner(number) if reachable == "phone" else "",
        ethnicity=called.ethnic if Dice(number, "ethnicity").happens(40) else "",
        marital=Dice(number, "marital").weighted(_MARITAL),
        children=Dice(number, "children").one((None, 0, 1, 1, 2, 2, 3)),
        document=f"DEMO-{number:05d}" if Dice(number, "document").happens(35) else "",
    )


def on_paper(number: int) -> str:
    """Her name as a certificate would have it."""
    return _name(number).en.upper()


_MARITAL = {"": 20, "Single": 22, "Married": 38, "Widowed": 7, "Divorced": 5, "Separated": 8}


def _name(number: int) -> Name:
    dice = Dice(number, "name")
    family = dice.weighted(_families())
    given = dice.one(_given(family[1]))
    if number % 30 == ONE_NAME:
        return Name(given.ne, given.en, family[0].ethnic)
    ne, en = f"{given.ne} {family[0].ne}", f"{given.en} {family[0].en}"
    return Name(ne, en, family[0].ethnic)


@cache
def _families() -> dict[tuple[Name, str], int]:
    rows = datafiles.rows("demo/family_names.csv")
    return {(Name(r["ne"], r["en"], r["ethnic"]), r["group"]): int(r["weight"]) for r in rows}


@cache
def _given(group: str) -> tuple[Name, ...]:
    rows = datafiles.rows("demo/given_names.csv")
    return tuple(Name(r["ne"], r["en"]) for r in rows if r["group"] == group)


def _birth(number: int, today: date) -> PartialDate | None:
    dice = Dice(number, "birth")
    if number == MINOR:
        return PartialDate.from_bs(to_bs(today).year - 16)
    year = to_bs(today).year - dice.weighted({22: 3, 25: 5, 29: 5, 34: 5, 39: 3, 46: 2}) - dice.whole(0, 4)
    known = dice.weighted({"year": 35, "about": 30, "month": 5, "day": 20, "": 10})
    if known == "day":
        return PartialDate.from_bs(year, dice.whole(1, 12), dice.whole(1, 28))
    if known == "month":
        return PartialDate.from_bs(year, dice.whole(1, 12))
    if known == "about":
        return PartialDate.from_bs(year - 3, about=True)  # nobody but one may be under 18, ever
    return PartialDate.from_bs(year) if known else None


def _place(number: int) -> tuple[int, int]:
    dice = Dice(number, "place")
    chosen = dice.one(palikas(dice.weighted(DISTRICTS)))
    return chosen.code, dice.whole(1, chosen.wards)


def _reachable(number: int) -> str:
    return Dice(number, "reachable").weighted({"phone": 72, "worker": 20, "none": 8})


def _phone_owner(number: int) -> str:
    return Dice(number, "phone owner").weighted(
        {"mine": 62, "husband": 8, "family": 15, "neighbour": 7, "shared": 8}
    )
