"""What she does now, as she said it on a day; and the days on which somebody asks again."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import UUID, uuid5

from sqlalchemy.orm import Mapped, mapped_column

from casework.core.calendar import BsDate, PartialDate, month_length, to_ad, to_bs
from casework.core.db import Base
from casework.vault.compartments import Compartment
from casework.vault.sealed import Sealed, SealedRow, sealed

AFTER_MONTHS = (3, 6, 12)
"""When somebody asks, in months of Bikram Sambat after a course is completed."""

NOT_REACHED = "not_reached"


class Activity(SealedRow, Base):
    """What she does now, since when, on what she lived last month; asked on a day, by a way."""

    __tablename__ = "activity"
    __sealed_as__ = "activity"
    __compartment__ = Compartment.LIVELIHOOD

    what: Sealed[str] = sealed()
    """A code of the list `current_activity`."""
    since: Sealed[PartialDate | None] = sealed(None)
    income_band: Sealed[str] = sealed("")
    """A code of the list `income_band`, or why there is none."""
    channel: Sealed[str] = sealed()
    """How she was asked: a code of `contact_channel`, or that she came."""
    asked_on: Sealed[date] = sealed()
    entered_at: Sealed[datetime | None] = sealed(None)
    """When it was written down: of two answers of one day the later one holds."""

    @property
    def order(self) -> tuple[date, datetime, UUID]:
        """By what answers are sorted, the last one last."""
        return self.asked_on, self.entered_at or datetime.min.replace(tzinfo=UTC), self.id

    @property
    def reached(self) -> bool:
        """Whether anybody spoke with her."""
        return self.what != NOT_REACHED


class FollowUp(SealedRow, Base):
    """One day on which somebody asks what she does now."""

    __tablename__ = "follow_up"
    __sealed_as__ = "follow_up"
    __compartment__ = Compartment.LIVELIHOOD

    due_on: Mapped[date | None] = mapped_column(index=True)
    """The day that it waits for; none once it is done."""

    after: Sealed[int] = sealed()
    """How many months after the course."""
    planned_on: Sealed[date] = sealed()
    done_on: Sealed[date | None] = sealed(None)
    activity: Sealed[UUID | None] = sealed(None)
    tries: Sealed[tuple[date, ...]] = sealed(())
    """Days on which she was not reached."""

    def answered(self, activity: Activity, again_on: date | None) -> None:
        """She was asked; or not reached, and somebody tries again on a day."""
        self.activity = activity.id
        if not activity.reached:
            self.tries = (*self.tries, activity.asked_on)
        if not activity.reached and again_on is not None:
            self.due_on = again_on
        else:
            self.done_on, self.due_on = activity.asked_on, None


def follow_up_id(enrolment_id: UUID, after: int) -> UUID:
    """The id of a follow-up of a course: planning it twice makes one."""
    return uuid5(enrolment_id, f"follow-up after {after}")


def months_after(day: date, months: int) -> date:
    """The same day so many months of Bikram Sambat later, or the last of a shorter month."""
    bs = to_bs(day)
    year, month = divmod(bs.year * 12 + bs.month - 1 + months, 12)
    return to_ad(BsDate(year, month + 1, min(bs.day, month_length(year, month + 1))))
