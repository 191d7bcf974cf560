"""An attachment: a sealed row that says what it is, and the sealed pieces of its content."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from casework.core.db import Base
from casework.core.i18n import _l
from casework.people.papers import Paper
from casework.vault.compartments import Compartment
from casework.vault.sealed import Sealed, SealedRow, sealed

MOST = 20 * 1024 * 1024
"""The largest content, in bytes. The page says so before anything is sent."""


class What(StrEnum):
    """What a document is for."""

    CONSENT = "consent"
    CERTIFICATE = "certificate"
    LETTER = "letter"
    IDENTITY = "identity"
    TOLD = "told"


WORDS = {
    What.CONSENT: _l("The paper on which she agreed"),
    What.CERTIFICATE: _l("A certificate"),
    What.LETTER: _l("A letter, a form or a picture"),
    What.IDENTITY: _l("A document that says who she is"),
    What.TOLD: _l("Something that goes with what she told in confidence"),
}
APART = frozenset({What.IDENTITY, What.TOLD})
"""Kept under the key of the part of a file that is the most protected, where there is one."""


class Attachment(SealedRow, Base):
    """One attachment. `paper` is None where it is kept apart: then the head of that part knows it."""

    __tablename__ = "attachment"
    __sealed_as__ = "attachment"
    __compartment__ = Compartment.CASEWORK

    on: Sealed[date] = sealed()
    by: Sealed[UUID] = sealed()
    paper: Sealed[Paper | None] = sealed(None)


class Piece(Base):
    """A piece of the sealed content. A change of keys leaves it as it is."""

    __tablename__ = "attachment_piece"

    attachment_id: Mapped[UUID] = mapped_column(
        ForeignKey("attachment.id", ondelete="CASCADE"), primary_key=True
    )
    number: Mapped[int] = mapped_column(primary_key=True)
    blob: Mapped[bytes] = mapped_column(LargeBinary)
