"""The office, the partners who send, and a moment at which a release is due."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from casework.core import clock
from tests.support.people import World
from tests.support.people import world as everybody

world = everybody

KARTIK = datetime(2025, 11, 1, 6, 0, tzinfo=UTC)
"""15 Kartik 2082: the last month that is over is Ashoj 2082, the end of a quarter."""


@pytest.fixture(autouse=True)
def moment() -> Iterator[datetime]:
    """All tests of this room stand at one moment, and move it themselves."""
    with clock.at(KARTIK) as now:
        yield now


__all__ = ["World", "world"]
