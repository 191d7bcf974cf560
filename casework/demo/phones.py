"""Phone numbers that nobody has: see docs/decisions/0020-demo-phones.md."""

from __future__ import annotations

PREFIX = "951000"
"""Ten digits that begin with 951 are no number in Nepal, neither a mobile one nor a fixed line."""

OFFICE = PREFIX + "0000"


def of_woman(number: int) -> str:
    """The number of the demo's woman with this number, from 1."""
    return f"{PREFIX}{number % 9000 + 1000:04d}"
