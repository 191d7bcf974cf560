"""Overlapping filters, siblings subtracted from totals, a trimester less a quarter: whoever subtracts what
was published learns no more than whoever guesses."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product

from casework.reporting.marks import Shown
from tests.reporting.attacks.conftest import Beside, Reading, office_of, reading_of
from tests.reporting.attacks.crowd import KINDS, LONE_MONTHS, Crowd, Planted, She, planted, share

Cells = Mapping[tuple[str, ...], Shown]


def most_common(women: list[She]) -> str:
    """What somebody guesses who has no table."""
    kinds = [her.kind for her in women]
    return max(KINDS, key=kinds.count)


def test_filters_that_differ_by_one_woman_do_not_tell_what_was_done_to_her(
    crowd: Planted, reading: Reading, beside: Beside
) -> None:
    """She is the only one of her sex in her province: everybody there less all others is she.

    Tolerance: 20 points over guessing the most common kind (seven women: one more hit is 14 points)."""
    hits = []
    for her in crowd.alone:
        whole = reading.guessed("reached", "exploitation", province=her.province)
        parts = reading.guessed("reached", "sex", "exploitation", province=her.province)
        others = {k: sum(parts[sex, k] for sex in ("female", "male")) for k in KINDS}
        hits.append(max(KINDS, key=lambda k: whole[(k,)] - others[k]) == her.kind)
    baseline = share([her.kind == most_common(crowd.everybody) for her in crowd.alone])
    beside(share(hits), baseline, 0.20)


def test_equal_numbers_do_not_name_the_one_line_that_differs(beside: Beside) -> None:
    """All women of a province but one are of one sex. The same people give the same number, so the line in
    which the province and that sex differ would be hers.

    Tolerance: 20 points over guessing the most common kind (twelve women)."""
    hits, guesses = [], []
    for seed in range(4):
        drawn = Crowd(seed)
        women = [drawn.one(sex="female") for _each in range(1200)]
        alone = [drawn.one(sex="male", district=f"{province}05") for province in (2, 4, 6)]
        reading = _read([*women, *alone])
        for her in alone:
            whole = reading.guessed("reached", "exploitation", province=her.province)
            of_all = reading.guessed("reached", "exploitation", province=her.province, sex="female")
            hits.append(max(KINDS, key=lambda k: abs(whole[(k,)] - of_all[(k,)])) == her.kind)
            guesses.append(her.kind == most_common(women))
    beside(share(hits), share(guesses), 0.20)


def _read(women: list[She]) -> Reading:
    office = office_of(Planted(women, [], []))
    office.publish("2082-06")
    return reading_of(office)


def test_a_total_less_its_parts_does_not_tell_who_is_hidden(
    crowd: Planted, reading: Reading, beside: Beside
) -> None:
    """The attacker subtracts all shown parts of a row from its total, where one part is hidden, and says
    that there is somebody if three or more are left. Tolerance: 10 points over always saying the commoner."""
    said, true = [], []
    for where, kind in product(map(str, range(1, 8)), KINDS):
        total = reading.cells("reached", province=where, exploitation=kind)[()].n
        for by, told in (("sex", ("female", "male")), ("year", ("2080-Y1", "2081-Y1", "2082-Y1"))):
            cells = reading.cells("reached", by, province=where, exploitation=kind)
            hidden = [code for (code,), one in cells.items() if one.n is None and code in told]
            if total is not None and len(hidden) == 1:
                said.append(total - sum(one.n or 0 for one in cells.values()) >= 3)
                here = [her for her in crowd.everybody if (her.province, her.kind) == (where, kind)]
                true.append(any(hidden[0] in (her.sex, her.year) for her in here))
    assert len(said) >= 20
    baseline = max(share(true), 1 - share(true))
    beside(share([a == b for a, b in zip(said, true, strict=True)]), baseline, 0.10)


def test_a_trimester_less_a_quarter_does_not_tell_of_the_woman_of_a_month(beside: Beside) -> None:
    """Shrawan to Kartik less Shrawan to Ashoj is Kartik, in which one woman was reached; likewise Chaitra.

    Tolerance: 15 points over guessing the most common country (sixteen women in four populations)."""
    hits, guesses = [], []
    for seed in range(4):
        crowd = planted(seed)
        office = office_of(crowd)
        office.publish("2082-06")
        reading = reading_of(office)
        went = [her.destination for her in crowd.everybody]
        common = max(set(went), key=went.count)
        for her, month in zip(crowd.lone, LONE_MONTHS, strict=True):
            hits.append(_told_by_difference(reading, month) == her.destination)
            guesses.append(common == her.destination)
    beside(share(hits), share(guesses), 0.15)


def _told_by_difference(reading: Reading, month: str) -> str:
    year, number = month.split("-")
    trimester, quarter = ("T1", "Q1") if number == "07" else ("T3", "Q4")
    long = reading.guessed("reached", "destination", trimester=f"{year}-{trimester}")
    short = reading.guessed("reached", "destination", quarter=f"{year}-{quarter}")
    return max((d for (d,) in long), key=lambda d: long[(d,)] - short[(d,)])


def test_several_categories_are_no_way_round_what_is_hidden(reading: Reading) -> None:
    """A sum with a hidden part is not to be had; without one it is the sum of what is published."""
    parts = reading.cells("reached", "age", "exploitation")
    for kind in KINDS:
        for left_out in ("under_18", "45_plus"):
            ages = tuple(age for age, _kind in parts if age != left_out and _kind == kind)
            summed = reading.cells("reached", exploitation=kind, age=ages)[()]
            shown = [parts[age, kind] for age in ages]
            if all(one.mark is None for one in shown):
                assert summed.n == sum(one.n or 0 for one in shown)
            else:
                assert summed.n is None
