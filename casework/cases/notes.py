"""Notes: what was talked about. Corrected by a new wording, never by losing the old one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from casework.core.db import Base
from casework.vault.compartments import Compartment
from casework.vault.sealed import Sealed, SealedRow, sealed


@dataclass(frozen=True)
class Wording:
    """How a note read before it was corrected."""

    words: str
    by: UUID
    at: datetime
    asked: UUID | None = None  # what she had said, if she asked for another wording


class Note(SealedRow, Base):
    """One note, with every earlier wording."""

    __tablename__ = "note"
    __sealed_as__ = "note"
    __compartment__ = Compartment.CASEWORK
    __pad__ = 2048

    words: Sealed[str] = sealed()
    day: Sealed[date] = sealed()
    by: Sealed[UUID] = sealed()
    at: Sealed[datetime] = sealed()
    reached: Sealed[bool] = sealed(False)  # whether she was spoken with
    earlier: Sealed[tuple[Wording, ...]] = sealed(())

    def correct(self, words: str, user_id: UUID, at: datetime, asked: UUID | None = None) -> None:
        """Put another wording in its place and keep this one below it."""
        if words != self.words:
            self.earlier = (*self.earlier, Wording(self.words, self.by, self.at, asked))
            self.words, self.by, self.at = words, user_id, at
