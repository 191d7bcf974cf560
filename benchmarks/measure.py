"""Timing, fair to both sides: they take turns, and the median of many turns counts."""

from __future__ import annotations

import os
import platform
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

TURNS = 15
Work = Callable[[], object]


@dataclass(frozen=True)
class Result:
    """One line of the report: a time in milliseconds, and its ratio to a base and the goal for it, if any."""

    what: str
    milliseconds: float
    ratio: float | None = None
    goal: float | None = None

    @property
    def met(self) -> bool:
        """Whether the goal is reached; without a goal it is."""
        return self.ratio is None or self.goal is None or self.ratio <= self.goal

    def __str__(self) -> str:
        line = f"{self.what:<58} {self.milliseconds:>10.3f} ms"
        if self.ratio is not None:
            line += f"  {self.ratio:>6.2f} x"
        if self.goal is not None:
            line += f"  goal {self.goal:.2f} x {'met' if self.met else 'MISSED'}"
        return line


def alone(what: str, work: Work, *, turns: int = TURNS) -> Result:
    """How long something takes, with nothing to compare it with."""
    work()
    return Result(what, statistics.median(_milliseconds(work) for _ in range(turns)))


def against(what: str, work: Work, base: Work, *, goal: float | None = None, turns: int = TURNS) -> Result:
    """How many times as long as `base` something takes; the two take turns."""
    work(), base()
    pairs = [(_milliseconds(work), _milliseconds(base)) for _ in range(turns)]
    ratio = statistics.median(mine / other for mine, other in pairs)
    return Result(what, statistics.median(mine for mine, _ in pairs), ratio, goal)


def machine() -> str:
    """The machine, in one line: a number without it says nothing."""
    named = [
        line.split(":", 1)[1].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")
    ]
    processor = named[0] if named else platform.processor() or platform.machine()
    python = f"Python {platform.python_version()}"
    return f"{processor}, {os.cpu_count()} cores, {platform.system()} {platform.release()}, {python}"


def _lines(path: str) -> list[str]:
    return Path(path).read_text().splitlines() if Path(path).exists() else []


def _milliseconds(work: Work) -> float:
    start = time.perf_counter_ns()
    work()
    return (time.perf_counter_ns() - start) / 1_000_000
