"""That somebody asked for a file to be erased, and that another organisation has erased its own."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from casework.core import clock
from casework.core.db import Base, new_id
from casework.core.i18n import _l
from casework.vault.compartments import Compartment
from casework.vault.sealed import Sealed, SealedRow, sealed
from casework.vault.tombstones import Basis

BASES = {
    Basis.HER_WISH: _l("She wants it"),
    Basis.TIME_OVER: _l("It is no longer needed"),
}


class ErasureRequest(SealedRow, Base):
    """Asked for by one person; it waits for another. It goes with the file, or when it is taken back."""

    __tablename__ = "erasure_request"
    __table_args__ = (UniqueConstraint("folder_id"),)
    __sealed_as__ = "erasure_request"
    __compartment__ = Compartment.CASEWORK

    user_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    day: Mapped[date]

    basis: Sealed[Basis] = sealed()
    words: Sealed[str] = sealed("")


class ErasureNotice(Base):
    """To an organisation that keeps a file of its own about her: at another one hers was erased at her
    wish. It is a task until it is answered, by erasing as well or by keeping with a reason."""

    __tablename__ = "erasure_notice"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("case.id", ondelete="CASCADE"), index=True)
    number: Mapped[str] = mapped_column(String(7))
    """Of the referral by which the two knew of each other, for whoever calls."""

    day: Mapped[date] = mapped_column(default=clock.today)
    answered_on: Mapped[date | None]
