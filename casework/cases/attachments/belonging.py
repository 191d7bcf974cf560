"""What a document can belong to within a file: a note, and what rooms above add to it."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Session

from casework.cases.models import Case
from casework.cases.notes import Note
from casework.core.errors import NotVisible
from casework.vault.sealed import SealedRow

_carriers: list[type[SealedRow]] = [Note]


def carrier(cls: type[SealedRow]) -> None:
    """Let documents belong to rows of a class."""
    if cls not in _carriers:
        _carriers.append(cls)


def hold_about(session: Session, case: Case, about: UUID | None) -> None:
    """Refuse what belongs to nothing in this file. Raises NotVisible."""
    if about is None:
        return
    found = (session.get(cls, about) for cls in _carriers)
    if not any(row is not None and row.folder_id == case.id for row in found):
        raise NotVisible
