"""The same measuring in processor time instead of the clock's.

For work that waits for nobody. What else the machine does hits the longer of two things harder than the
shorter, so on a busy machine a ratio of clock times says more about the machine than about the work.
"""

from __future__ import annotations

import statistics
import time

from benchmarks.measure import TURNS, Result, Work


def alone(what: str, work: Work, *, turns: int = TURNS) -> Result:
    """How long something takes, with nothing to compare it with."""
    work()
    return Result(what, statistics.median(_milliseconds(work) for _ in range(turns)))


def against(what: str, work: Work, base: Work, *, goal: float | None = None, turns: int = TURNS) -> Result:
    """How many times as long as `base` something takes; the two take turns."""
    work(), base()
    pairs = [(_milliseconds(work), _milliseconds(base)) for _ in range(turns)]
    mine, other = (statistics.median(side) for side in zip(*pairs, strict=True))
    return Result(what, mine, mine / other, goal)


def _milliseconds(work: Work) -> float:
    start = time.process_time_ns()
    work()
    return (time.process_time_ns() - start) / 1_000_000
