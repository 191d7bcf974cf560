"""The gate: a block of the country moves only when enough people in it have changed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from casework.reporting.categories import district_province
from casework.reporting.stock import Column

ENOUGH = 10
NOWHERE = -1
"""The block of somebody who is not counted."""


@dataclass(frozen=True)
class Passed:
    """Who is released as she is now, the blocks in which somebody left below the gate, those that move."""

    applied: Column
    redrawn: frozenset[int]
    moved: frozenset[int]


def blocks(district: Column, present: Column, *, small: bool) -> Column:
    """Each woman's block: her district, in a small installation her province, 0 if unknown."""
    if small:
        codes = np.unique(district)
        provinces = np.array([district_province(int(code)) for code in codes], dtype=np.int64)
        district = provinces[np.searchsorted(codes, district)] if len(codes) else district
    return np.where(present, district, NOWHERE)


def gate(changed: Column, before: Column, after: Column, leaving: Column) -> Passed:
    """Let changes through, block by block.

    `before` and `after` are blocks. Who moves waits until both have enough, and counts in neither
    while she waits. `leaving` must go now, whether or not the block has enough.
    """
    applied = changed.copy()
    while True:
        passing = _passing(applied, before, after)
        still = applied & _in(before, passing) & _in(after, passing)
        if (still == applied).all():
            break
        applied = still
    forced = leaving & ~applied
    moved = _each(before[applied]) | _each(after[applied])
    return Passed(applied | forced, _each(before[forced]), moved)


def _each(block: Column) -> frozenset[int]:
    return frozenset(int(one) for one in np.unique(block) if one != NOWHERE)


def _passing(applied: Column, before: Column, after: Column) -> Column:
    moved = applied & (before != after)
    touched = np.concatenate([before[applied], after[moved]])
    found, counts = np.unique(touched[touched != NOWHERE], return_counts=True)
    return np.asarray(found[counts >= ENOUGH])


def _in(block: Column, passing: Column) -> Column:
    return np.asarray((block == NOWHERE) | np.isin(block, passing))
