"""Runs every benchmark beside this file: a module `bench_<what>.py` with `results() -> Iterator[Result]`.

With words after the command, only those whose name holds one of them. Ends with 1 if a goal is missed.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.measure import Result, machine


def main(words: Sequence[str]) -> int:
    """Measure, print, and say whether every goal is met."""
    print(machine())
    results = [result for name in names(words) for result in run(name)]
    missed = [result for result in results if not result.met]
    print(f"{len(results)} measured, {len(missed)} goals missed")
    return 1 if missed else 0


def names(words: Sequence[str]) -> list[str]:
    """The benchmarks that were asked for, in order of name."""
    found = sorted(path.stem for path in Path(__file__).parent.glob("bench_*.py"))
    return [name for name in found if not words or any(word in name for word in words)]


def run(name: str) -> list[Result]:
    """One benchmark, its lines printed as they come."""
    print(f"\n{name.removeprefix('bench_').replace('_', ' ')}")
    kept = []
    for result in importlib.import_module(f"benchmarks.{name}").results():
        print(f"  {result}", flush=True)
        kept.append(result)
    return kept


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
