"""The rows of the second step: a sign-in that waits for it, and what can be used only once."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from casework.core.db import Base


class WaitingSignIn(Base):
    """Between the passphrase and the second step. It is no session and opens nothing: what it holds is
    bound to another label than a session's, so that no row can be turned into one."""

    __tablename__ = "waiting_sign_in"

    id: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"), index=True)
    created_at: Mapped[datetime]
    blob: Mapped[bytes] = mapped_column(LargeBinary)


class FactorUse(Base):
    """What of a second step was used: the last step of a phone's clock, the counter of a security key,
    a code of the printed page. `mark` is a digest and names neither."""

    __tablename__ = "factor_use"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"), primary_key=True)
    mark: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    number: Mapped[int]
