"""What stays of a file that was erased: that it was, when, and on what ground.

Its id and its spoken code are never given again, and neither is the code of a file that left the register of
everybody otherwise. A code stands here as a keyed digest: who has only the database cannot tell which it was.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, LargeBinary, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from auth.secrets import labelled
from casework.audit.chain import KEY
from casework.core import clock
from casework.core.db import Base
from casework.vault.register import plain_number


class Basis(StrEnum):
    """Why a file is erased."""

    HER_WISH = "her_wish"
    TIME_OVER = "time_over"


class Tombstone(Base):
    """A file that was erased."""

    __tablename__ = "tombstone"

    folder_id: Mapped[UUID] = mapped_column(primary_key=True)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), index=True)
    day: Mapped[date] = mapped_column(default=clock.today)
    basis: Mapped[Basis | None]
    """None where it was erased again because an older copy of the database had brought it back."""

    code_mark: Mapped[bytes | None] = mapped_column(LargeBinary(32), index=True)


class RetiredCode(Base):
    """A spoken code that left the register of everybody with its file: it passed on to another organisation,
    or was left to a few. Whoever had the code on a slip, or in her head, would reach another woman by it."""

    __tablename__ = "retired_code"

    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), primary_key=True)
    code_mark: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)


def retire(session: Session, organisation_id: UUID, code: str) -> None:
    """Never give this code again in an organisation, to no other file."""
    if code:
        mark = code_mark(session, organisation_id, code)
        session.merge(RetiredCode(organisation_id=organisation_id, code_mark=mark))


def code_mark(session: Session, organisation_id: UUID, code: str) -> bytes:
    """The digest of a spoken code."""
    key = labelled(session.info[KEY], "the code of a file that was erased")
    return hmac.digest(key, organisation_id.bytes + plain_number(code).encode(), "sha256")


def was_given(session: Session, organisation_id: UUID, code: str) -> bool:
    """Whether a code belonged to a file that was erased, passed on or was left to a few."""
    mark = code_mark(session, organisation_id, code)
    if session.get(RetiredCode, (organisation_id, mark)) is not None:
        return True
    return session.scalar(select(Tombstone.folder_id).where(Tombstone.code_mark == mark)) is not None


def erased(session: Session, folder_ids: Iterable[UUID]) -> frozenset[UUID]:
    """Which of some files were erased."""
    query = select(Tombstone.folder_id).where(Tombstone.folder_id.in_(list(folder_ids)))
    return frozenset(session.scalars(query))
