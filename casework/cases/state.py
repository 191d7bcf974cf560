"""What changes the state of a file: closed, opened again, opened by a colleague with a reason."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from casework.core.db import Base
from casework.vault.compartments import Compartment
from casework.vault.sealed import Sealed, SealedRow, sealed


class Closure(SealedRow, Base):
    """That a file was closed, when, by whom and why. Reasons: the list case_closure_reason."""

    __tablename__ = "closure"
    __sealed_as__ = "closure"
    __compartment__ = Compartment.CASEWORK

    reason: Sealed[str] = sealed()
    words: Sealed[str] = sealed("")
    on: Sealed[date] = sealed()
    by: Sealed[UUID] = sealed()


class Reopening(SealedRow, Base):
    """That a closed file was opened again."""

    __tablename__ = "reopening"
    __sealed_as__ = "reopening"
    __compartment__ = Compartment.CASEWORK

    words: Sealed[str] = sealed("")
    on: Sealed[date] = sealed()
    by: Sealed[UUID] = sealed()


class OpeningWithReason(SealedRow, Base):
    """A colleague's file, opened for one day. Her supervisor sees it."""

    __tablename__ = "opening_with_reason"
    __sealed_as__ = "opening_with_reason"
    __compartment__ = Compartment.CASEWORK

    user_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"), index=True)
    day: Mapped[date] = mapped_column(index=True)

    reason: Sealed[str] = sealed()
    words: Sealed[str] = sealed("")
