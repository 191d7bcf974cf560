"""A fact on its way to the reporting ring."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from casework.core.db import Base, new_id


class FactMessage(Base):
    """One sealed message of one size. Its random id and its day say nothing about whom, and it is
    gone when a release has taken it in. Who sent it is known, which is why every organisation
    sends for every woman who agrees to be counted."""

    __tablename__ = "fact_message"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    sender_ring_id: Mapped[UUID] = mapped_column(ForeignKey("ring.id"))
    sender_epoch: Mapped[int]
    recipient_ring_id: Mapped[UUID] = mapped_column(ForeignKey("ring.id"), index=True)
    recipient_epoch: Mapped[int]
    day: Mapped[date]
    blob: Mapped[bytes] = mapped_column(LargeBinary)
