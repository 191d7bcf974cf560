"""Releases, their published cells, and what is sealed behind them."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from casework.core.db import Base, new_id
from casework.reporting.months import last_day, month_number


class Release(Base):
    """One publication. It says until when its data goes and how its tables are laid out; it holds
    no count of anything."""

    __tablename__ = "release"
    __table_args__ = (UniqueConstraint("ring_id", "period_end"), UniqueConstraint("ring_id", "number"))

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    ring_id: Mapped[UUID] = mapped_column(ForeignKey("ring.id"))
    number: Mapped[int]
    period_end: Mapped[str] = mapped_column(String(7))
    quarter_end: Mapped[str] = mapped_column(String(7))
    layout: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime]
    made_by: Mapped[UUID] = mapped_column(ForeignKey("user.id"))

    @property
    def last_day(self) -> date:
        """The day its data ends."""
        return last_day(month_number(self.period_end))


class PublishedCell(Base):
    """One protected number, or the mark that stands for it. Pages and exports read nothing else."""

    __tablename__ = "published_cell"

    release_id: Mapped[UUID] = mapped_column(ForeignKey("release.id", ondelete="CASCADE"), primary_key=True)
    node: Mapped[str] = mapped_column(String(60), primary_key=True)
    cell: Mapped[str] = mapped_column(String(120), primary_key=True)
    n: Mapped[int | None]
    mark: Mapped[str | None] = mapped_column(String(10))


PUBLISHED = (PublishedCell.node, PublishedCell.cell, PublishedCell.n, PublishedCell.mark)
"""What is read of it. There are tens of thousands: as rows, not as objects."""


class StatisticsKeys(Base):
    """The two keys of the statistics, made once. When the ring rotates they are sealed again, and
    stay the same: the same people give the same number for ever."""

    __tablename__ = "statistics_keys"

    ring_id: Mapped[UUID] = mapped_column(ForeignKey("ring.id"), primary_key=True)
    epoch: Mapped[int]
    blob: Mapped[bytes] = mapped_column(LargeBinary)


class Snapshot(Base):
    """The generalised records behind the latest release, in one sealed piece."""

    __tablename__ = "snapshot"

    release_id: Mapped[UUID] = mapped_column(ForeignKey("release.id"), primary_key=True)
    ring_id: Mapped[UUID] = mapped_column(ForeignKey("ring.id"))
    epoch: Mapped[int]
    blob: Mapped[bytes] = mapped_column(LargeBinary)
