"""What is taught, and the groups in which it is taught."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from casework.core.db import Base, new_id
from casework.vault.compartments import Compartment
from casework.vault.sealed import Sealed, SealedRow, sealed


class Course(Base):
    """What an organisation teaches: its own catalogue, which tells nothing about anybody."""

    __tablename__ = "course"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), index=True)
    trade: Mapped[str] = mapped_column(String(40))
    """A code of the list `trades`."""
    hours: Mapped[int]
    level: Mapped[str] = mapped_column(String(10), default="")
    """The skill test that it leads to, a code of `nstb_skill_levels`; "" for none."""
    title_en: Mapped[str] = mapped_column(String(120))
    title_ne: Mapped[str] = mapped_column(String(120))

    def title(self, language: str) -> str:
        """The title as the reader's language writes it."""
        return self.title_ne if language == "ne" else self.title_en


class CohortState(StrEnum):
    """Whether a cohort still takes its roll."""

    OPEN = "open"
    ENDED = "ended"


class Cohort(Base):
    """A group that learns together: a folder of the network's own. When and where it meets is
    where women can be found, and is sealed in `CohortDetails`."""

    __tablename__ = "cohort"

    id: Mapped[UUID] = mapped_column(ForeignKey("folder.id"), primary_key=True)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), index=True)
    course_id: Mapped[UUID] = mapped_column(ForeignKey("course.id"), index=True)
    state: Mapped[CohortState] = mapped_column(default=CohortState.OPEN)


class CohortDetails(SealedRow, Base):
    """What a cohort is called, when and where it meets, and how many it takes. One for each."""

    __tablename__ = "cohort_details"
    __sealed_as__ = "cohort_details"
    __compartment__ = Compartment.CASEWORK

    title: Sealed[str] = sealed()
    first_day: Sealed[date | None] = sealed(None)
    last_day: Sealed[date | None] = sealed(None)
    palika: Sealed[int | None] = sealed(None)
    places: Sealed[int] = sealed(20)
    waiting_places: Sealed[int] = sealed(0)


class ClassSession(SealedRow, Base):
    """One day on which a cohort meets. Its number is its place among the cohort's days."""

    __tablename__ = "class_session"
    __sealed_as__ = "class_session"
    __compartment__ = Compartment.CASEWORK

    day: Sealed[date] = sealed()
