"""Measure the search by name on a list of pairs, once: python -m benchmarks.names_fresh FILE.csv

The file has the columns a, b and same (1 or 0). For a list written by somebody who has not seen the rules:
it is measured and reported, and nothing is tuned to it.
"""

from __future__ import annotations

import sys
from pathlib import Path

from benchmarks.ground import ground
from tests.support.name_pairs import Measured, Pair, measure, read_pairs


def main(path: Path) -> int:
    """Print both rates and every pair that went wrong."""
    pairs = read_pairs(path)
    with ground() as world:
        found = measure(world, pairs)
    _print("same name, not among the first ten", found.missed)
    _print("different names, called alike", found.mistaken)
    print(_rates(found))
    return 0


def _rates(found: Measured) -> str:
    right, wrong = found.same - len(found.missed), len(found.mistaken)
    return (
        f"same name found: {right} of {found.same} ({found.found_rate:.1%}); "
        f"different names called alike: {wrong} of {found.different} ({found.mistaken_rate:.1%})"
    )


def _print(what: str, pairs: tuple[Pair, ...]) -> None:
    for pair in pairs:
        print(f"{what}: {pair.asked} / {pair.written}")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(main(Path(sys.argv[1])))
