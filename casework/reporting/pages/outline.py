"""The outline of the districts, from `data/places/districts.svg`: whole units, as short as a path can be.

A page carries it with each visit, so each letter counts; at this size a unit is less than a hair.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from casework.core import datafiles
from casework.core.places import districts

WIDTH, HEIGHT = 800, 402
Point = tuple[int, int]
_UNSEEN = 40
"""Square units; the whole country has about 110,000."""
_PATH = re.compile(r'<path d="([^"]+)" id="(\d+)"')
_NUMBER = re.compile(r"-?[\d.]+")


@dataclass(frozen=True)
class Outline:
    """Each district's border, the borders between provinces, and where a province's name stands."""

    districts: dict[int, str]
    borders: str
    names: dict[int, Point]


@cache
def outline() -> Outline:
    """The outline of Nepal as the page draws it."""
    text = (datafiles.DATA / "places" / "districts.svg").read_text(encoding="utf-8")
    rings = _thinned({int(code): _ring(path) for path, code in _PATH.findall(text)})
    home = {one.code: one.province for one in districts()}
    return Outline(
        {code: _closed(ring) for code, ring in rings.items()},
        _borders(rings, home),
        {
            province: _middle([r for c, r in rings.items() if home[c] == province])
            for province in home.values()
        },
    )


def _ring(path: str) -> list[Point]:
    numbers = [round(float(one)) for one in _NUMBER.findall(path)]
    found: list[Point] = []
    for point in zip(numbers[::2], numbers[1::2], strict=True):
        if not found or point != found[-1]:
            found.append(point)
    return found[:-1] if found[0] == found[-1] else found


def _thinned(rings: dict[int, list[Point]]) -> dict[int, list[Point]]:
    """The same with fewer points: a corner goes that cuts off less than the eye can see. It goes from both
    districts that share it, so that their borders stay one line."""
    beside: dict[Point, set[Point]] = {}
    for ring in rings.values():
        for a, b in zip(ring, [*ring[1:], ring[0]], strict=True):
            beside.setdefault(a, set()).add(b)
            beside.setdefault(b, set()).add(a)
    while corners := [corner for corner in sorted(beside) if _unseen(corner, beside)]:
        for corner in corners:
            if _unseen(corner, beside):
                a, b = beside.pop(corner)
                beside[a] = beside[a] - {corner} | {b}
                beside[b] = beside[b] - {corner} | {a}
    return {code: [point for point in ring if point in beside] for code, ring in rings.items()}


def _unseen(corner: Point, beside: dict[Point, set[Point]]) -> bool:
    if len(beside[corner]) != 2:
        return False
    a, b = beside[corner]
    (x, y), (ax, ay), (bx, by) = corner, a, b
    return b not in beside[a] and abs((ax - x) * (by - y) - (bx - x) * (ay - y)) < 2 * _UNSEEN


def _closed(ring: Sequence[Point]) -> str:
    return f"{_line(ring)}z"


def _line(points: Sequence[Point]) -> str:
    """A path by steps: `M798 360l-1 4-3 10`."""
    steps = [(x - a, y - b) for (a, b), (x, y) in pairwise(points)]
    words = [f"{x}{'' if y < 0 else ' '}{y}" for x, y in steps]
    return f"M{points[0][0]} {points[0][1]}l" + "".join(
        w if w[0] == "-" or not i else f" {w}" for i, w in enumerate(words)
    )


def _borders(rings: dict[int, list[Point]], home: dict[int, int]) -> str:
    """What two provinces share."""
    beside: dict[frozenset[Point], set[int]] = {}
    for code, ring in rings.items():
        for edge in zip(ring, [*ring[1:], ring[0]], strict=True):
            beside.setdefault(frozenset(edge), set()).add(home[code])
    return "".join(_line(one) for one in _chains([edge for edge, two in beside.items() if len(two) == 2]))


def _chains(edges: Iterable[frozenset[Point]]) -> list[list[Point]]:
    """Edges joined into lines, as long as they go on without a fork."""
    left = {edge for edge in edges if len(edge) == 2}
    degree = Counter(point for edge in left for point in edge)
    found = []
    while left:
        ends = [p for edge in left for p in edge if degree[p] != 2]
        line = [min(ends) if ends else min(p for edge in left for p in edge)]
        while step := next((e for e in left if line[-1] in e), None):
            left.discard(step)
            (there,) = step - {line[-1]}
            line.append(there)
            if degree[there] != 2:
                break
        found.append(line)
    return found


def _middle(rings: Iterable[Sequence[Point]]) -> Point:
    """The centre of some rings, by area."""
    area = x = y = 0.0
    for ring in rings:
        for (a, b), (c, d) in zip(ring, [*ring[1:], ring[0]], strict=True):
            cross = a * d - c * b
            area, x, y = area + cross, x + (a + c) * cross, y + (b + d) * cross
    return round(x / (3 * area)), round(y / (3 * area))
