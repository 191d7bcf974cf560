"""What happened on one day stands in the order in which it happened."""

from __future__ import annotations

from datetime import UTC, date, datetime

from casework.cases.timeline import TimelineItem, newest_first

DAY = date(2026, 11, 3)


def test_what_happened_on_one_day_stands_in_its_order_newest_first() -> None:
    happened = [
        TimelineItem(DAY, "File opened", order=-1),
        TimelineItem(DAY, "What she told of that day, written later", at=_moment(9, day=5)),
        TimelineItem(DAY, "Sent", at=_moment(5)),
        TimelineItem(DAY, "Accepted", at=_moment(6)),
        TimelineItem(DAY, "Taken back", at=_moment(7)),
        TimelineItem(DAY, "File closed", order=1),
        TimelineItem(date(2026, 11, 4), "A note", at=_moment(4, day=4)),
    ]
    assert newest_first(sorted(happened, key=lambda item: item.title)) == happened[::-1]


def _moment(hour: int, day: int = 3) -> datetime:
    return datetime(2026, 11, day, hour, tzinfo=UTC)
