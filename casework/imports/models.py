"""An import: a folder of the organisation's own, in which the lines wait sealed until they are files."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from casework.core import clock
from casework.core.db import Base
from casework.imports.basis import Basis
from casework.imports.problems import NOT_AGREED, Kind, Problem
from casework.vault.compartments import Compartment
from casework.vault.sealed import Sealed, SealedRow, sealed

CHUNK = 25
"""How many lines lie in one sealed row and are brought in by one request."""


class State(StrEnum):
    """How far an import is."""

    CHECKED = "checked"
    RUNNING = "running"
    DONE = "done"
    EMPTIED = "emptied"


class Import(Base):
    """One file that came in. Its id is its folder's; how many lines, and how many are done."""

    __tablename__ = "import"

    id: Mapped[UUID] = mapped_column(ForeignKey("folder.id"), primary_key=True)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), index=True)
    by_user: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    made_on: Mapped[date] = mapped_column(default=clock.today)
    state: Mapped[State]
    total: Mapped[int]
    done: Mapped[int] = mapped_column(default=0)
    chunk: Mapped[int] = mapped_column(default=1)
    """The number of the chunk that is next."""


class Outcome(StrEnum):
    """What became of a line."""

    WAITING = "waiting"
    OPENED = "opened"
    HERE = "here"
    FAILED = "failed"
    LEFT_OUT = "left_out"
    CORRECTED = "corrected"


@dataclass(frozen=True)
class Fault:
    """A problem as it is kept with a line."""

    kind: Kind
    field: str = ""

    @property
    def problem(self) -> Problem:
        """The same with its words."""
        return Problem(self.kind, self.field)


@dataclass(frozen=True)
class Line:
    """One line of a file. Its cells go as soon as they are in a file of hers."""

    number: int
    cells: tuple[str, ...] = ()
    outcome: Outcome = Outcome.WAITING
    faults: tuple[Fault, ...] = ()
    case_id: UUID | None = None

    @property
    def not_agreed(self) -> bool:
        """Whether it stays out because she did not agree."""
        return any(fault.kind in NOT_AGREED for fault in self.faults)

    @property
    def can_be_corrected(self) -> bool:
        """Whether the same import takes it once more. That she did not agree is no mistake."""
        return self.outcome is Outcome.FAILED and not self.not_agreed


class ImportChunk(SealedRow, Base):
    """Some lines, with the headings they stood under."""

    __tablename__ = "import_chunk"
    __table_args__ = (UniqueConstraint("folder_id", "number"),)
    __sealed_as__ = "import_chunk"
    __compartment__ = Compartment.CASEWORK
    __pad__ = 4096

    number: Mapped[int]

    headings: Sealed[tuple[str, ...]] = sealed()
    lines: Sealed[tuple[Line, ...]] = sealed()


class ImportTerms(SealedRow, Base):
    """In which calendar the file is written, and what the supervisor stated when she began it."""

    __tablename__ = "import_terms"
    __table_args__ = (UniqueConstraint("folder_id"),)
    __sealed_as__ = "import_terms"
    __compartment__ = Compartment.CASEWORK

    calendar: Sealed[str] = sealed("ad")
    basis: Sealed[Basis | None] = sealed(None)
    method: Sealed[str] = sealed("")  # how they were asked: the list consent_method
    reference: Sealed[str] = sealed("")
    agreed_on: Sealed[date | None] = sealed(None)
    stated_by: Sealed[UUID | None] = sealed(None)
    stated_at: Sealed[datetime | None] = sealed(None)


class Ledger(Base):
    """The folder in which an organisation keeps the key that names files brought in from lists."""

    __tablename__ = "import_ledger"

    id: Mapped[UUID] = mapped_column(ForeignKey("folder.id"), primary_key=True)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), unique=True)


class LedgerKey(SealedRow, Base):
    """The key itself. It outlives the epochs of the ring, so that a list that comes again next year
    finds the files of this year."""

    __tablename__ = "import_ledger_key"
    __table_args__ = (UniqueConstraint("folder_id"),)
    __sealed_as__ = "import_ledger_key"
    __compartment__ = Compartment.CASEWORK

    secret: Sealed[str] = sealed()
