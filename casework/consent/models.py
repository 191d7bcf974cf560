"""One record for each conversation about consent. Never edited: a change is a new record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from casework.consent.purposes import PERMITS, Purpose, State
from casework.core import clock
from casework.core.db import Base
from casework.vault.compartments import Compartment
from casework.vault.sealed import Sealed, SealedRow, sealed

NOBODY = "nobody"
"""Nobody was there but the two of them. That is enough where she signs."""


@dataclass(frozen=True)
class Answer:
    """What she said to one purpose."""

    purpose: Purpose
    state: State


@dataclass(frozen=True)
class Minor:
    """Under 18, or perhaps: her own agreement, and who else stood by it."""

    agrees: bool = False
    by: str = ""  # guardian | authority | supervisor
    reason: str = ""


@dataclass(frozen=True)
class Witness:
    """Who was there when it was spoken or thumbprinted. Whom she accepts; never a relative by
    marriage, a recruiter or another participant."""

    name: str = ""
    as_what: str = ""  # witness | interpreter


class ConsentRecord(SealedRow, Base):
    """By whom, how, in which language, under which notice, to what, with whom, until when.

    Field names follow ISO/IEC TS 27560; `given_on` is when she said it, `entered_at` when it was
    written here.
    """

    __tablename__ = "consent_record"
    __sealed_as__ = "consent_record"
    __compartment__ = Compartment.CASEWORK
    __pad__ = 1024

    answers: Sealed[tuple[Answer, ...]] = sealed()
    given_on: Sealed[date] = sealed()
    entered_at: Sealed[datetime] = sealed()
    entered_by: Sealed[UUID] = sealed()
    valid_until: Sealed[date | None] = sealed(None)
    recipient: Sealed[UUID | None] = sealed(None)
    data_categories: Sealed[tuple[int, ...]] = sealed(())
    withdraws: Sealed[UUID | None] = sealed(None)
    collection_method: Sealed[str] = sealed("")
    how_said: Sealed[str] = sealed("")  # spoken | signature | thumbprint
    explained_language: Sealed[str] = sealed("")
    explained_by: Sealed[str] = sealed("")
    paper_number: Sealed[str] = sealed("")
    paper_kept: Sealed[str] = sealed("")
    witness: Sealed[Witness | None] = sealed(None)
    minor: Sealed[Minor | None] = sealed(None)
    notice_version: Sealed[str] = sealed("")
    notice_language: Sealed[str] = sealed("")
    notice_hash: Sealed[str] = sealed("")
    slip: Sealed[str] = sealed("none")  # none | slip | copy_here
    slip_number: Sealed[str] = sealed("")
    basis: Sealed[str] = sealed("")

    def says(self, purpose: Purpose) -> State | None:
        """What this conversation says about a purpose, if anything."""
        return next((a.state for a in self.answers if a.purpose is purpose), None)

    @property
    def passes_on(self) -> bool:
        """Whether it is about the file's passing to another organisation."""
        return self.says(Purpose.PASS_ON) is not None

    @property
    def ended_without_her(self) -> bool:
        """Whether an earlier yes ended without her word, because it was given to somebody else."""
        return self.withdraws is not None and any(a.state is State.INVALIDATED for a in self.answers)

    def ended_as(self, state: State, by_user: UUID) -> ConsentRecord:
        """The record with which what was said here ends today: taken back by her, or ended without her."""
        return ConsentRecord(
            folder_id=self.folder_id,
            answers=tuple(Answer(one.purpose, state) for one in self.answers),
            given_on=clock.today(),
            entered_at=clock.now(),
            entered_by=by_user,
            recipient=self.recipient,
            withdraws=self.id,
        )

    def permits(self, purpose: Purpose, day: date) -> bool:
        """Whether this conversation alone permits a purpose on a day."""
        over = self.valid_until is not None and self.valid_until < day
        return self.says(purpose) in PERMITS and not over
