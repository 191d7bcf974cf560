"""The middle income, from published bands alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from casework.core.codes import codelist
from casework.reporting.categories import LISTS, NOT_TOLD, Dimension
from casework.reporting.marks import THRESHOLD, Mark, Shown

LEAST = 30
"""Fewer published answers give no median."""
STEP = 500
"""NPR; finer would claim to know more than bands tell."""


@dataclass(frozen=True)
class Median:
    """About so much in a month (NPR). With `or_more` it lies in the band that has no end."""

    npr: int
    or_more: bool = False


def median(bands: Sequence[tuple[str, Shown]]) -> Median | None:
    """Half earn less: the place of the middle within its band, as if incomes lay evenly there. `bands` are
    the code and the published number of each; "not known" is left out.

    None for fewer than 30 published answers, and where what the hidden bands may hold could move the
    middle into another band.
    """
    known = [(code, shown) for code, shown in bands if code != NOT_TOLD]
    if any(shown.mark not in (None, Mark.FEW) for _code, shown in known):
        return None
    told = [shown.n or 0 for _code, shown in known]
    if sum(told) < LEAST:
        return None
    at = _middle(told)
    most = [THRESHOLD - 1 if shown.n is None else shown.n for _code, shown in known]
    below, above = [*most[:at], *told[at:]], [*told[: at + 1], *most[at + 1 :]]
    if _middle(below) != at or _middle(above) != at:
        return None
    return _within(known[at][0], (sum(told) / 2 - sum(told[:at])) / told[at])


def _middle(counts: Sequence[int]) -> int:
    """In which band the middle lies."""
    half = sum(counts) / 2
    return next(place for place, upto in enumerate(accumulate(counts)) if upto >= half)


def _within(code: str, part: float) -> Median:
    first, _sign, last = code.partition("_")
    if not last.isdigit():  # "0" and "30000_plus"
        return Median(int(first), or_more=bool(last))
    low, high = int(first) // STEP * STEP, int(last) + 1
    return Median(int(STEP * round((low + part * (high - low)) / STEP)))


BANDS = (*(one.code for one in codelist(LISTS[Dimension.INCOME])), NOT_TOLD)
"""The bands in their order."""
