"""For whom a table leaves the office. Whoever is further away reads coarser numbers, made from published
values alone."""

from __future__ import annotations

from enum import StrEnum

from casework.reporting.marks import Mark, Shown

DONOR_THRESHOLD = 11
"""Source: the threshold with which CTDC published."""
DONOR_STEP = 5


class Audience(StrEnum):
    """Who will read it."""

    OFFICE = "office"
    DONOR = "donor"


def told(shown: Shown, audience: Audience) -> Shown:
    """A published value as an audience reads it."""
    return for_donor(shown) if audience is Audience.DONOR else shown


def for_donor(shown: Shown) -> Shown:
    """Nothing below 11, the rest in steps of 5. `At least` is rounded down, so that it stays true."""
    if shown.mark is Mark.FEW or (shown.n is not None and shown.n < DONOR_THRESHOLD):
        return Shown(None, Mark.FEWER)
    if shown.n is None:
        return shown
    up = 0 if shown.mark is Mark.MOST else DONOR_STEP // 2
    return Shown((shown.n + up) // DONOR_STEP * DONOR_STEP, shown.mark)
