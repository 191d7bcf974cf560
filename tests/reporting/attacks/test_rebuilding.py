"""Putting all reachable margins together again."""

from __future__ import annotations

from itertools import product

import numpy as np
from numpy.typing import NDArray

from casework.reporting.categories import Dimension, categories
from casework.reporting.lattice import NODES, Measure
from tests.reporting.attacks.conftest import Beside, Reading
from tests.reporting.attacks.crowd import KINDS, Crowd, Planted, She, share

D = Dimension
AXES = (D.PROVINCE, D.SEX, D.AGE, D.YEAR, D.EXPLOITATION)
TURNS = 12
Whole = NDArray[np.float64]


def test_what_all_margins_tell_of_a_woman_they_tell_of_one_who_is_not_in_them(
    crowd: Planted, reading: Reading, beside: Beside
) -> None:
    """The attacker fits the finest table to every margin that can be read, and reads off the likeliest kind
    of each woman by her province, sex, age and year. The same guesses about women of the same kind who are
    not in the data are the baseline. Tolerance: 6 points."""
    fitted = _fitted(reading)
    known = crowd.everybody[200:]
    others = Crowd(77).many(3000)
    inside = share([_likeliest(reading, fitted, her) == her.kind for her in known])
    outside = share([_likeliest(reading, fitted, her) == her.kind for her in others])
    beside(inside, outside, 0.06)


def test_the_margins_tell_little_of_those_who_are_alone(
    crowd: Planted, reading: Reading, beside: Beside
) -> None:
    """The same for the only one of her sex in a province. Tolerance: 30 points over guessing one of eleven
    (seven women: one more hit is 14 points)."""
    fitted = _fitted(reading)
    hits = [_likeliest(reading, fitted, her) == her.kind for her in crowd.alone]
    beside(share(hits), 1 / len(KINDS), 0.30)


def _fitted(reading: Reading) -> Whole:
    """Iterative proportional fitting to all margins of these dimensions."""
    layout = reading.found.layout
    codes = [categories(one, layout) for one in AXES]
    whole = np.ones([len(one) for one in codes])
    reached = [one for one in NODES if one.measure is Measure.REACHED and one.dimensions]
    margins = [one for one in reached if set(one.dimensions) <= set(AXES)]
    tables = [(one.dimensions, _margin(reading, one.dimensions)) for one in margins]
    for _turn in range(TURNS):
        for dimensions, table in tables:
            kept = sorted(AXES.index(d) for d in dimensions)
            dropped = tuple(at for at in range(len(AXES)) if at not in kept)
            target = np.moveaxis(table, range(table.ndim), [kept.index(AXES.index(d)) for d in dimensions])
            ratio = target / np.maximum(whole.sum(axis=dropped), 1e-9)
            whole = whole * np.expand_dims(ratio, dropped)
    return whole


def _margin(reading: Reading, dimensions: tuple[Dimension, ...]) -> Whole:
    cells = reading.guessed("reached", *dimensions)
    codes = [categories(one, reading.found.layout) for one in dimensions]
    return np.array([cells[each] for each in product(*codes)]).reshape([len(one) for one in codes])


def _likeliest(reading: Reading, whole: Whole, her: She) -> str:
    layout = reading.found.layout
    told = (her.province, her.sex, her.age, her.year)
    at = tuple(categories(d, layout).index(code) for d, code in zip(AXES, told, strict=False))
    return KINDS[int(np.argmax(whole[at][: len(KINDS)]))]
