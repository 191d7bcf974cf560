"""For how long an organisation keeps closed files, and that one is kept longer."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from casework.core.db import Base
from casework.vault.compartments import Compartment
from casework.vault.sealed import Sealed, SealedRow, sealed

USUAL_YEARS, FEWEST_YEARS, MOST_YEARS = 3, 1, 10


class RetentionPeriod(Base):
    """So many years after it was closed a file is looked at again. Without a row it is USUAL_YEARS."""

    __tablename__ = "retention_period"
    __table_args__ = (
        CheckConstraint(f"years BETWEEN {FEWEST_YEARS} AND {MOST_YEARS}", name="years_in_bounds"),
    )

    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), primary_key=True)
    years: Mapped[int]


class Kept(SealedRow, Base):
    """That somebody looked at a closed file and keeps it, until when, and why."""

    __tablename__ = "kept"
    __sealed_as__ = "kept"
    __compartment__ = Compartment.CASEWORK

    review_on: Mapped[date]

    words: Sealed[str] = sealed()
    by: Sealed[UUID] = sealed()
    on: Sealed[date] = sealed()
