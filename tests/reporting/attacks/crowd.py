"""A crowd of 3,000 invented women, with those planted whom an attacker would look for."""

from __future__ import annotations

import random
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from casework.core.codes import codelist
from casework.core.places import districts
from casework.facts.parts import AGE_BANDS, Part
from casework.reporting.release.inbox import Put
from tests.reporting.office import PARTNER

KINDS = tuple(one.code for one in codelist("htcds_type_of_exploitation"))
COUNTRIES = tuple(one.code for one in codelist("destination_countries"))
MONTHS = tuple(f"{year}-{month:02}" for year in (2080, 2081, 2082) for month in range(1, 13))[3:30]
ALIKE, SMALL = "602", "701"
"""A district in which all were done the same to, and one of twelve women."""
LONE_MONTHS = ("2080-07", "2080-12", "2081-07", "2081-12")
"""Months in which one woman was reached: a trimester less a quarter is one of these."""


@dataclass(frozen=True)
class She:
    """One invented woman, as her file says."""

    district: str
    month: str
    sex: str
    age: str
    destination: str
    kind: str
    course: str = ""
    organisation: uuid.UUID = PARTNER
    name: str = field(default_factory=lambda: uuid.uuid4().hex)

    @property
    def province(self) -> str:
        """The first digit of a district is its province."""
        return self.district[0]

    @property
    def year(self) -> str:
        """The fiscal year in which she was reached."""
        return f"{int(self.month[:4]) - (int(self.month[5:]) < 4)}-Y1"


class Crowd:
    """Draws women from one distribution: what was done to a woman hangs together with where she went."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311  # invented women, the same in every run
        codes = [str(one.code) for one in districts() if str(one.code) not in (ALIKE, SMALL)]
        self.codes = codes
        self.weights = [1 / (1 + place % 11) for place in range(len(codes))]
        self.months = [month for month in MONTHS if month not in LONE_MONTHS]

    def many(self, count: int) -> list[She]:
        """Some women like all others."""
        return [self.one() for _each in range(count)]

    def one(self, **known: str) -> She:
        """One woman; `known` are planted."""
        pick = self.chance
        destination = known.get("destination") or pick.choices(COUNTRIES, _falling(len(COUNTRIES)))[0]
        shift = COUNTRIES.index(destination) % 4
        told: dict[str, Any] = {
            "district": pick.choices(self.codes, self.weights)[0],
            "month": pick.choice(self.months),
            "sex": pick.choices(("female", "male"), (97, 3))[0],
            "age": pick.choices(AGE_BANDS, (8, 30, 35, 18, 9))[0],
            "destination": destination,
            "kind": pick.choices(KINDS, _falling(len(KINDS))[shift:] + _falling(len(KINDS))[:shift])[0],
            "course": pick.choice(("tailoring", "cook", "mushroom", "", "")),
            "name": f"{pick.getrandbits(128):032x}",
        }
        return She(**{**told, **known})


@dataclass(frozen=True)
class Planted:
    """Who was planted: women alone of their sex in a province, and women alone in a month."""

    everybody: list[She]
    alone: list[She]
    lone: list[She]


def planted(seed: int = 1) -> Planted:
    """3,000 women: singletons, a homogeneous district, a district of twelve."""
    crowd = Crowd(seed)
    alone = [crowd.one(sex="other", district=f"{province}0{1 + province % 5}") for province in range(1, 8)]
    lone = [crowd.one(month=month) for month in LONE_MONTHS]
    alike = [crowd.one(district=ALIKE, kind=KINDS[1], course="cook") for _each in range(60)]
    small = [crowd.one(district=SMALL) for _each in range(12)]
    others = crowd.many(3000 - len(alone) - len(lone) - len(alike) - len(small))
    return Planted([*alone, *lone, *alike, *small, *others], alone, lone)


def _falling(length: int) -> list[float]:
    return [1 / (1 + place) for place in range(length)]


def puts(women: Iterable[She]) -> list[Put]:
    """Their facts, as the office opens them."""
    found = []
    for her in women:
        source = uuid.UUID(her.name)
        codes = {
            "month": her.month,
            "district": her.district,
            "sex": her.sex,
            "age_band": her.age,
            "destination": her.destination,
            "exploitation": her.kind,
        }
        found.append(Put(her.name, her.organisation, source, Part.OPENING, 1, codes))
        if her.course:
            told = {"month": her.month, "stage": "enrolled", "course": her.course}
            found.append(Put(her.name, her.organisation, source, Part.TRAINING, 1, told))
    return found


def share(hits: Sequence[bool]) -> float:
    """How many of some guesses were right."""
    return sum(hits) / len(hits)
