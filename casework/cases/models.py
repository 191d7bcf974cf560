"""A case: the file of one woman in one organisation, and the rows that say what became of it."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from casework.core.db import Base, new_id


class Case(Base):
    """One woman's file. Its id is the folder's: one id on every page."""

    __tablename__ = "case"

    id: Mapped[UUID] = mapped_column(ForeignKey("folder.id", ondelete="CASCADE"), primary_key=True)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), index=True)
    opened_on: Mapped[date]
    assigned_to: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"), index=True)
    closed_on: Mapped[date | None]
    source_id: Mapped[UUID | None] = mapped_column(ForeignKey("folder.id", ondelete="SET NULL"))
    """The partner's file from which we read, through a share, who she is. Nothing is copied."""

    waits_until: Mapped[date | None]
    """She wants to think about it: on the day after this one the file is deleted."""


class Assignment(Base):
    """Who took over a file, when, and who said so."""

    __tablename__ = "assignment"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("case.id", ondelete="CASCADE"), index=True)
    to_user: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    by_user: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime]
