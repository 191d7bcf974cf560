"""Her place in a cohort, from the waiting list to the certificate.

All that may be told to the partner who referred her lies in `Enrolment`; her name does not.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from casework.core.db import Base
from casework.core.i18n import _l
from casework.people.corrected import Traced
from casework.vault.compartments import Compartment
from casework.vault.sealed import Sealed, SealedRow, sealed

ABSENCES_IN_A_ROW = 3
"""After so many somebody asks how she is."""


class Happening(StrEnum):
    """What can happen to an enrolment, each on a day."""

    WAITING = "waiting"
    ENROLLED = "enrolled"
    COMPLETED = "completed"
    LEFT = "left"
    ASKED_AFTER = "asked_after"


class EnrolmentState(StrEnum):
    """Where she stands. Read from what happened and from the rolls, never stored."""

    WAITING = "waiting"
    ENROLLED = "enrolled"
    ATTENDING = "attending"
    COMPLETED = "completed"
    LEFT = "left"


STATE_LABELS = {
    EnrolmentState.WAITING: _l("On the waiting list"),
    EnrolmentState.ENROLLED: _l("Enrolled"),
    EnrolmentState.ATTENDING: _l("Attending"),
    EnrolmentState.COMPLETED: _l("Completed"),
    EnrolmentState.LEFT: _l("Left early"),
}


class Attendance(StrEnum):
    """One woman on one day. The codes are those of the list `attendance`."""

    PRESENT = "present"
    EXCUSED = "excused"
    ABSENT = "absent"


@dataclass(frozen=True)
class Event:
    """What happened, on which day, and who wrote it down when."""

    what: Happening
    on: date
    by: UUID
    at: datetime


@dataclass(frozen=True)
class Earlier:
    """What a mark was before it was corrected, and who had written that, when."""

    value: Attendance
    by: UUID
    at: datetime


@dataclass(frozen=True)
class Mark:
    """Her answer in the roll of one class. `on` is the day of the class."""

    session: UUID
    on: date
    value: Attendance
    by: UUID
    at: datetime
    before: tuple[Earlier, ...] = ()

    def corrected(self, value: Attendance, by: UUID, at: datetime) -> Mark:
        """The same mark with another answer, and a trace of this one."""
        earlier = Earlier(self.value, self.by, self.at)
        return replace(self, value=value, by=by, at=at, before=(*self.before, earlier))


@dataclass(frozen=True)
class SkillTest:
    """A skill test: its level (`nstb_skill_levels`), the day, and how it went (`skill_test_result`)."""

    level: str
    on: date
    result: str


class Enrolment(SealedRow, Base):
    """Her place in one cohort. A row in her own file, so that it is shared with that file alone."""

    __tablename__ = "enrolment"
    __sealed_as__ = "enrolment"
    __compartment__ = Compartment.LIVELIHOOD
    __pad__ = 4096

    cohort_id: Mapped[UUID] = mapped_column(ForeignKey("cohort.id"), index=True)

    events: Sealed[tuple[Event, ...]] = sealed(())
    marks: Sealed[tuple[Mark, ...]] = sealed(())
    completed_on: Sealed[date | None] = sealed(None)
    certificate: Sealed[str] = sealed("")
    test: Sealed[SkillTest | None] = sealed(None)
    left_on: Sealed[date | None] = sealed(None)
    left_reason: Sealed[str] = sealed("")

    @declared_attr.directive
    def __table_args__(cls) -> tuple[UniqueConstraint]:  # noqa: N805  # SQLAlchemy passes the class
        return (UniqueConstraint("folder_id", "cohort_id"),)

    @property
    def state(self) -> EnrolmentState:
        """Where she stands today."""
        last = next(e.what for e in reversed(self.events) if e.what is not Happening.ASKED_AFTER)
        if last is Happening.ENROLLED and self.attended:
            return EnrolmentState.ATTENDING
        return EnrolmentState(last.value)

    @property
    def has_place(self) -> bool:
        """Whether she takes one of the cohort's places."""
        return self.state not in (EnrolmentState.WAITING, EnrolmentState.LEFT)

    @property
    def ever_enrolled(self) -> bool:
        """Whether she ever had a place."""
        return any(event.what is Happening.ENROLLED for event in self.events)

    @property
    def left_before(self) -> bool:
        """Whether she left at some time, and may be back."""
        return any(event.what is Happening.LEFT for event in self.events)

    @property
    def waiting_since(self) -> datetime:
        """The moment from which her turn on the waiting list counts."""
        return max((e.at for e in self.events if e.what is Happening.WAITING), default=self.events[0].at)

    def happened(self, what: Happening, on: date, by: UUID, at: datetime) -> None:
        """Write down what happened on a day."""
        self.events = (*self.events, Event(what, on, by, at))

    def mark_of(self, session_id: UUID) -> Mark | None:
        """Her answer in one roll, if there is one."""
        return next((mark for mark in self.marks if mark.session == session_id), None)

    def put(self, mark: Mark) -> None:
        """Write a mark, in the place of an earlier one of that class."""
        kept = (m for m in self.marks if m.session != mark.session)
        self.marks = tuple(sorted((*kept, mark), key=lambda m: (m.on, m.session)))

    def total(self, value: Attendance) -> int:
        """On how many days she was present, excused or absent."""
        return count_of(self.marks, value)

    @property
    def attended(self) -> int:
        """On how many days she was present."""
        return self.total(Attendance.PRESENT)

    @property
    def absent_in_a_row(self) -> int:
        """How many of the last rolls say absent, without a break and since somebody asked after her."""
        asked = max((e.on for e in self.events if e.what is Happening.ASKED_AFTER), default=date.min)
        length = 0
        for mark in reversed(self.marks):
            if mark.value is not Attendance.ABSENT or mark.on <= asked:
                break
            length += 1
        return length

    @property
    def to_ask_after(self) -> bool:
        """Whether she has a place and was absent too often without a word."""
        running = self.state in (EnrolmentState.ENROLLED, EnrolmentState.ATTENDING)
        return running and self.absent_in_a_row >= ABSENCES_IN_A_ROW


def count_of(marks: Iterable[Mark], value: Attendance) -> int:
    """How many marks say so."""
    return sum(mark.value is value for mark in marks)


class CertificateName(Traced, Base):
    """Her name as on her citizenship, asked at enrolment for the certificate.

    A referred woman's lives by the share through which we know her: with the share it is gone.
    """

    __tablename__ = "certificate_name"
    __sealed_as__ = "certificate_name"
    __compartment__ = Compartment.IDENTITY
    __pad__ = 1024

    enrolment_id: Mapped[UUID] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"), unique=True)
    grant_id: Mapped[UUID | None] = mapped_column(ForeignKey("grant.id", ondelete="CASCADE"), index=True)

    name: Sealed[str] = sealed("")
