"""Invented women as columns of a stock."""

from __future__ import annotations

import numpy as np

from casework.core.codes import codelist
from casework.core.places import districts
from casework.facts.parts import AGE_BANDS, Part
from casework.reporting.merging import PARTS
from casework.reporting.months import month_number
from casework.reporting.stock import CURRENT, PEOPLE, ROWS, Column, Stock, empty

FACTS_A_WOMAN = 4
FIRST, MONTHS = month_number("2080-04"), 27
_LISTS = {
    "destination": "destination_countries",
    "exploitation": "htcds_type_of_exploitation",
    "route": "migration_channel",
    "course": "trades",
    "outcome": "current_activity",
    "income_band": "income_band",
}


def stocked(women: int) -> Stock:
    """So many women: each an opening, two steps of a course, and an answer."""
    chance = np.random.default_rng(women)
    stock = Stock(people=_people(chance, women))
    for name, words in _words().items():
        for word in words:
            stock.place(name, word)
    each = [_opening(chance, stock, women), *_course(chance, stock, women), _answer(chance, stock, women)]
    stock.rows = {name: np.concatenate([one[name] for one in each]).astype(ROWS[name]) for name in ROWS}
    return stock


def _words() -> dict[str, tuple[str, ...]]:
    listed = {name: tuple(one.code for one in codelist(lists)) for name, lists in _LISTS.items()}
    return {**listed, "sex": ("female", "male"), "age_band": AGE_BANDS, "organisation": ("o1", "o2")}


def _people(chance: np.random.Generator, women: int) -> dict[str, Column]:
    people = empty(PEOPLE, women)
    people["name_low"] = np.arange(women, dtype=np.uint64)
    for half in ("key_high", "key_low"):
        people[half] = chance.integers(0, 2**32, women, dtype=np.uint32)
    return people


def _rows(part: Part, women: int) -> dict[str, Column]:
    rows = empty(ROWS, women)
    rows["person"], rows["source_low"] = np.arange(women), np.arange(women)
    rows["part"][:] = PARTS.index(part) + 1
    rows["organisation"][:] = 1 + np.arange(women) % 2
    rows["number"][:] = rows["since"][:] = 1
    rows["flags"][:] = CURRENT
    return rows


def _opening(chance: np.random.Generator, stock: Stock, women: int) -> dict[str, Column]:
    rows = _rows(Part.OPENING, women)
    rows["month"] = (FIRST + chance.integers(0, MONTHS, women)).astype(np.int32)
    codes = np.array([one.code for one in districts()])
    rows["district"] = chance.choice(codes, women, p=_falling(len(codes))).astype(np.int16)
    rows["sex"] = chance.choice([1, 2], women, p=[0.97, 0.03]).astype(np.uint8)
    for name in ("age_band", "destination", "exploitation", "route"):
        rows[name] = _drawn(chance, stock, name, women)
    return rows


def _course(chance: np.random.Generator, stock: Stock, women: int) -> list[dict[str, Column]]:
    course, month = _drawn(chance, stock, "course", women), FIRST + chance.integers(0, MONTHS, women)
    found = []
    for stage, share in (("enrolled", 0.7), ("completed", 0.5)):
        rows = _rows(Part.TRAINING, women)
        rows["stage"][:] = stock.place("stage", stage)
        rows["course"], rows["month"] = course, month.astype(np.int32)
        came = np.arange(women) < share * women
        found.append({name: column[came] for name, column in rows.items()})
    return found


def _answer(chance: np.random.Generator, stock: Stock, women: int) -> dict[str, Column]:
    rows = _rows(Part.PLACEMENT, women)
    rows["month"] = (FIRST + chance.integers(0, MONTHS, women)).astype(np.int32)
    for name in ("outcome", "income_band"):
        rows[name] = _drawn(chance, stock, name, women)
    return rows


def _drawn(chance: np.random.Generator, stock: Stock, name: str, women: int) -> Column:
    length = len(stock.words[name])
    return chance.choice(np.arange(1, length + 1), women, p=_falling(length)).astype(np.uint8)


def _falling(length: int) -> Column:
    weights = 1 / np.arange(1, length + 1)
    return np.asarray(weights / weights.sum())
