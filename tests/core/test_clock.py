"""The clock: one source of time, and the day of Nepal."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from casework.core import clock


def test_a_moment_is_aware_and_in_utc() -> None:
    assert clock.now().utcoffset() == timedelta(0)


def test_the_day_begins_at_midnight_in_kathmandu() -> None:
    with clock.at(datetime(2026, 11, 22, 18, 14, 59, tzinfo=UTC)):
        assert clock.today() == date(2026, 11, 22)
    with clock.at(datetime(2026, 11, 22, 18, 15, tzinfo=UTC)):
        assert clock.today() == date(2026, 11, 23)


def test_a_held_clock_can_be_held_again_and_let_go() -> None:
    first = datetime(2026, 1, 1, 6, 0, 0, 123456, tzinfo=UTC)
    second = datetime(2027, 1, 1, tzinfo=clock.KATHMANDU)
    with clock.at(first):
        with clock.at(second):
            assert clock.now() == second
            assert clock.now().tzinfo is UTC
        assert clock.now() == first
    assert clock.now() > first


def test_a_moment_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"), clock.at(datetime(2026, 1, 1)):  # noqa: DTZ001
        pass
