"""What a room brings to somebody's day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class DayItem:
    """One line of her day. `name` is a woman's, apart, so that it can be hidden; "" for none."""

    text: str
    url: str
    due: date
    name: str = ""
