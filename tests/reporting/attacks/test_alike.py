"""Selections that hold nearly the same women: the line in which they differ would be hers who is in one."""

from __future__ import annotations

import uuid
from dataclasses import replace

from tests.reporting.attacks.conftest import Beside, Reading, office_of, reading_of
from tests.reporting.attacks.crowd import MONTHS, Crowd, Planted, She, share
from tests.reporting.attacks.test_subtracting import most_common
from tests.reporting.office import PARTNER

SECOND = uuid.UUID(int=2)
TOLERANCE = 0.25
"""Over guessing the most common kind: of eight to twelve women one more hit is 8 to 13 points."""


def test_a_province_less_one_of_its_years_does_not_tell_who_came_in_another(beside: Beside) -> None:
    """All women of a province came in one fiscal year, but one."""
    hits, guesses = [], []
    for seed in range(3):
        drawn, places = Crowd(seed), (4, 5, 6)
        others = [her for her in drawn.many(700) if int(her.province) not in places]
        year = [
            drawn.one(district=f"{p}05", month=f"2081-{4 + n % 9:02}") for p in places for n in range(120)
        ]
        alone = [drawn.one(district=f"{p}05", month="2080-05") for p in places]
        reading = _read([*others, *year, *alone])
        for her in alone:
            said = _told(reading, {"province": her.province}, {"province": her.province, "year": "2081-Y1"})
            hits.append(said == her.kind)
            guesses.append(her.kind == most_common(others))
    beside(share(hits), share(guesses), TOLERANCE)


def test_a_year_less_its_first_quarter_does_not_tell_who_came_after_it(beside: Beside) -> None:
    """One woman was reached in the second quarter of a year. The attacker asks where she went, and guesses
    the most common country."""
    hits, guesses = [], []
    for seed in range(4):
        drawn = Crowd(seed)
        quarter = [drawn.one(month=f"2082-{4 + n % 3:02}") for n in range(400)]
        her = drawn.one(month="2082-08")
        others = [drawn.one(month=drawn.chance.choice(MONTHS[:24])) for _each in range(400)]
        reading = _read([*others, *quarter, her], "2082-09")
        said = _told(reading, {"year": "2082-Y1"}, {"quarter": "2082-Q1"}, "destination")
        hits.append(said == her.destination)
        went = [one.destination for one in others]
        guesses.append(her.destination == max(set(went), key=went.count))
    beside(share(hits), share(guesses), TOLERANCE)


def test_a_province_less_its_organisation_does_not_tell_who_came_by_another(beside: Beside) -> None:
    """An organisation works in one province; one woman there came by another organisation."""
    hits, guesses = [], []
    for seed in range(4):
        drawn = Crowd(seed)
        others = [her for her in drawn.many(700) if her.province != "5"]
        theirs = [drawn.one(district="505") for _each in range(150)]
        her = drawn.one(district="505")
        theirs = [replace(one, organisation=SECOND) for one in theirs]
        reading = _read([*others, *theirs, her])
        hits.append(_told(reading, {"province": "5"}, {"organisation": SECOND.hex}) == her.kind)
        guesses.append(her.kind == most_common(others))
    beside(share(hits), share(guesses), TOLERANCE)


def test_a_year_and_its_only_quarter_so_far_are_both_shown() -> None:
    """They are the same months, and tell nothing of anybody."""
    drawn = Crowd(3)
    women = [drawn.one(month=f"2082-{4 + n % 3:02}") for n in range(400)]
    before = [drawn.one(month="2081-08") for _each in range(200)]
    reading = _read([*before, *women])
    quarter = reading.cells("reached", "destination", quarter="2082-Q1")
    assert quarter == reading.cells("reached", "destination", year="2082-Y1")
    assert any(cell.mark is None for cell in quarter.values())


def _read(women: list[She], end: str = "2082-06") -> Reading:
    office = office_of(Planted(women, [], []))
    office.organisations = (PARTNER.hex, SECOND.hex)
    office.publish(end)
    return reading_of(office)


def _told(reading: Reading, wide: dict[str, str], narrow: dict[str, str], by: str = "exploitation") -> str:
    """The line in which two selections differ most, if both have lines; else nothing is learned."""
    whole, part = (reading.cells("reached", by, **chosen) for chosen in (wide, narrow))
    apart = {code: abs((one.n or 0) - (part[code,].n or 0)) for (code,), one in whole.items()}
    if all(cell.n is None for cell in part.values()) or not any(apart.values()):
        return ""
    return max(apart, key=lambda code: apart[code])
