"""What a value may look like on a page: a number, or a mark that stands for it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

THRESHOLD = 6
BASE = 20
SHARE_CAP = 90
"""Percent of its base above which a part says only that it is most of it."""


class Mark(StrEnum):
    """Why there is no plain number."""

    FEW = "lt6"
    SMALL_BASE = "base20"
    MOST = "ge"
    NONE_HERE = "dot"
    NO_SUM = "nosum"
    """A part of the sum is hidden; never stored."""
    FEWER = "lt11"
    """What donors read of a number below 11; never stored."""


@dataclass(frozen=True)
class Shown:
    """A protected number as it is published. With a mark, `n` is set for `ge` alone."""

    n: int | None
    mark: Mark | None = None


def shown(v: int, bases: tuple[int, ...] = (), selection: int | None = None) -> Shown:
    """The protected form of a value.

    `selection` is the value of everybody in the table's selection; `bases` are the values of the
    same people without one sensitive dimension each. Zero looks like any small number.
    """
    if selection is not None and selection < BASE:
        return Shown(None, Mark.SMALL_BASE)
    if any(p < BASE for p in bases):
        return Shown(None, Mark.SMALL_BASE)
    if v < THRESHOLD:
        return Shown(None, Mark.FEW)
    capped = [p for p in bases if 100 * v > SHARE_CAP * p]
    if capped:
        return Shown(min(SHARE_CAP * p // 100 for p in capped), Mark.MOST)
    return Shown(v)


def above(part: Shown, whole: Shown) -> bool:
    """Whether a part is published larger than its whole: each is changed by itself."""
    return part.mark is None and whole.mark is None and (part.n or 0) > (whole.n or 0)


def percent(part: Shown, whole: Shown) -> int | None:
    """A percentage from published numbers alone: whole percent from a base of 30, to the nearest
    five from 20, else none. A part may be published a little larger than its whole, for each is
    changed by itself: that is a hundred."""
    if part.mark is not None or whole.mark is not None or not part.n or not whole.n or whole.n < BASE:
        return None
    exact = min(100 * part.n / whole.n, 100)
    return round(exact) if whole.n >= 30 else 5 * round(exact / 5)
