"""Invented women, sent as facts through a partner's signing ring."""

from __future__ import annotations

import random
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from uuid import UUID

from sqlalchemy.orm import Session

from auth.held import HeldRing
from casework.facts.messages import new_pseudonym, put
from casework.facts.parts import Part

DHADING, SINDHUPALCHOK, JHAPA = "304", "302", "111"
MONTHS = tuple(f"{year}-{month:02}" for year in (2081, 2082) for month in range(1, 13))
COURSES = ("tailoring", "cook", "mushroom")


@dataclass(frozen=True)
class Woman:
    """What is counted of one invented woman."""

    month: str = "2082-01"
    district: str = DHADING
    course: str = ""
    steps: tuple[str, ...] = ()
    outcome: str = ""
    pseudonym: str = field(default_factory=new_pseudonym)
    source: UUID = field(default_factory=uuid.uuid4)
    number: int = 1


def later(month: str, by: int) -> str:
    """The month some months after another."""
    place = int(month[:4]) * 12 + int(month[5:]) - 1 + by
    return f"{place // 12}-{place % 12 + 1:02}"


def parts(woman: Woman) -> list[tuple[Part, dict[str, str | None]]]:
    """The facts that one woman gives."""
    month = woman.month
    found: list[tuple[Part, dict[str, str | None]]] = [
        (Part.OPENING, {"month": month, "district": woman.district, "sex": "female", "age_band": "25_34"})
    ]
    for step in woman.steps:
        month = later(month, 1)
        if step in ("offered", "accepted"):
            found.append((Part.REFERRAL, {"month": month, "stage": step}))
        else:
            found.append((Part.TRAINING, {"month": month, "stage": step, "course": woman.course}))
    if woman.outcome:
        codes: dict[str, str | None] = {"month": later(month, 1), "outcome": woman.outcome}
        found.append((Part.PLACEMENT, {**codes, "income_band": "5000_9999"}))
    return found


def send(session: Session, ring: HeldRing, women: Iterable[Woman]) -> None:
    """Send the facts of some women."""
    for woman in women:
        for part, codes in parts(woman):
            put(
                session,
                ring,
                pseudonym=woman.pseudonym,
                source=woman.source,
                part=part,
                number=woman.number,
                codes=codes,
            )


WAYS = (
    (),
    (),
    ("offered",),
    ("offered", "accepted"),
    ("offered", "accepted", "enrolled"),
    ("offered", "accepted", "enrolled", "completed"),
    ("enrolled", "completed", "certified"),
)


def women(count: int, seed: int = 7, districts: tuple[str, ...] = (DHADING, SINDHUPALCHOK)) -> list[Woman]:
    """Some women on every stretch of the way; the same ones for the same seed."""
    chance = random.Random(seed)  # noqa: S311  # invented women, the same in every run
    return [_one(chance, districts) for _ in range(count)]


def _one(chance: random.Random, districts: tuple[str, ...]) -> Woman:
    steps = chance.choice(WAYS)
    outcome = chance.choice(("job", "own_business", "looking", "")) if len(steps) > 2 else ""
    return Woman(
        month=chance.choice(MONTHS[:18]),
        district=chance.choices(districts, range(len(districts), 0, -1))[0],
        course=chance.choice(COURSES),
        steps=steps,
        outcome=outcome,
        pseudonym=f"{chance.getrandbits(128):032x}",
    )


def moved(woman: Woman, district: str) -> Woman:
    """The same woman, corrected: she was reached in another district."""
    return replace(woman, district=district, number=woman.number + 1)
