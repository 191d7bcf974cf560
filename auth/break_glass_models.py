"""The break-glass key of an organisation: public halves, check digits, and who has seen which sheet."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from casework.core.db import Base


class SheetPair:
    """A pair of sheets, whose seed exists on paper only. `seen_a_by` and `seen_b_by`: who has typed the
    check digits of each from the paper. `verified_at`: when both had been."""

    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), primary_key=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    made_at: Mapped[datetime]
    made_by: Mapped[UUID | None]
    check_a: Mapped[str] = mapped_column(String(64))
    check_b: Mapped[str] = mapped_column(String(64))
    seen_a_by: Mapped[UUID | None]
    seen_b_by: Mapped[UUID | None]
    verified_at: Mapped[datetime | None]

    @property
    def is_complete(self) -> bool:
        """Whether both sheets were seen in this round."""
        return self.seen_a_by is not None and self.seen_b_by is not None

    @property
    def by_one_alone(self) -> bool:
        """Whether one and the same person has seen both."""
        return self.is_complete and self.seen_a_by == self.seen_b_by

    @property
    def people(self) -> set[UUID]:
        """Whoever had one of the sheets in her hands."""
        return {one for one in (self.made_by, self.seen_a_by, self.seen_b_by) if one}

    def begin_round(self) -> None:
        """Nobody has seen the sheets yet in this round."""
        self.seen_a_by = self.seen_b_by = None


class BreakGlass(SheetPair, Base):
    """The pair that opens the ring."""

    __tablename__ = "break_glass"


class BreakGlassNext(SheetPair, Base):
    """A new pair that nothing is sealed to yet: until two people have seen it, the pair before stands."""

    __tablename__ = "break_glass_next"


class BreakGlassUse(Base):
    """Somebody wants to open the ring with the sheets. `blob`: the sheet that a second person has typed,
    sealed to the one who began; it is half of a seed, and worth nothing alone."""

    __tablename__ = "break_glass_use"

    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), primary_key=True)
    started_by: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    started_at: Mapped[datetime]
    given_by: Mapped[UUID | None]
    blob: Mapped[bytes | None] = mapped_column(LargeBinary)


class RingRecovery(Base):
    """A ring secret sealed to the break-glass key of its organisation."""

    __tablename__ = "ring_recovery"

    ring_id: Mapped[UUID] = mapped_column(ForeignKey("ring.id"), primary_key=True)
    epoch: Mapped[int] = mapped_column(primary_key=True)
    blob: Mapped[bytes] = mapped_column(LargeBinary)
    pepper_version: Mapped[int]
