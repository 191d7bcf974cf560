"""What the office set out to reach: each change is a row of its own, and none is ever written over."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from casework.core.db import Base


class Target(Base):
    """A target as somebody set it for an indicator and a fiscal year; the highest number holds. An empty
    target takes it back. Neither number says anything of a woman."""

    __tablename__ = "indicator_target"
    __table_args__ = (UniqueConstraint("indicator", "fiscal_year", "number"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    indicator: Mapped[str] = mapped_column(String(40))
    fiscal_year: Mapped[int]
    number: Mapped[int]
    target: Mapped[int | None]
    baseline: Mapped[int | None]
    note: Mapped[str] = mapped_column(String(300))
    set_by: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    set_at: Mapped[datetime]
