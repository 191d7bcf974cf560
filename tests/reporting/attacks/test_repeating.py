"""Asking again and asking otherwise: averaging what comes gains nothing."""

from __future__ import annotations

from statistics import fmean

from casework.reporting.asking import answered, ask
from tests.reporting.attacks.conftest import HIDDEN, Beside, Reading
from tests.reporting.attacks.crowd import KINDS, Planted, share


def test_averaging_forty_repeats_is_no_better_than_one_look(
    crowd: Planted, reading: Reading, beside: Beside
) -> None:
    """The attacker asks forty times, rows and columns turned, filters and cross-tables, and says the mean.
    Tolerance: none over the first look."""
    once, often = [], []
    for province in map(str, range(1, 8)):
        for kind in KINDS:
            true = sum((her.province, her.kind) == (province, kind) for her in crowd.everybody)
            looks = [one for turn in range(10) for one in _looks(reading, province, kind, turn)]
            once.append(round(looks[0]) == true)
            often.append(round(fmean(looks)) == true)
    beside(share(often), share(once), 0)


def _looks(reading: Reading, province: str, kind: str, turn: int) -> list[float]:
    both = ("province", "exploitation") if turn % 2 else ("exploitation", "province")
    crossed = ask("reached", shown=both)
    codes = (province, kind) if turn % 2 else (kind, province)
    table = answered(reading.found, crossed).cells[codes]
    return [
        reading.guessed("reached", province=province, exploitation=kind)[()],
        reading.guessed("reached", "exploitation", province=province)[(kind,)],
        reading.guessed("reached", "province", exploitation=kind)[(province,)],
        HIDDEN if table.n is None else float(table.n),
    ]


def test_averaging_over_all_ways_to_add_up_gains_little(
    crowd: Planted, reading: Reading, beside: Beside
) -> None:
    """How many suffered a kind in a province: by itself, as the sum over sexes and over years.
    The sums are draws of their own for the same women. Tolerance: 15 points over one look, which tells one
    time in five: a number of many, and of nobody alone."""
    once, often = [], []
    for province in map(str, range(1, 8)):
        for kind in KINDS:
            true = sum((her.province, her.kind) == (province, kind) for her in crowd.everybody)
            itself = reading.guessed("reached", province=province, exploitation=kind)[()]
            ways = [itself]
            for by in ("sex", "year"):
                ways.append(
                    sum(reading.guessed("reached", by, province=province, exploitation=kind).values())
                )
            once.append(round(itself) == true)
            often.append(round(fmean((itself, itself, *ways))) == true)
    beside(share(often), share(once), 0.15)
