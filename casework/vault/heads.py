"""The head rows of a file, looked up once in a transaction however many rooms ask for them."""

from __future__ import annotations

from typing import Any, TypeVar, cast
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, object_session
from sqlalchemy.orm.attributes import flag_modified

from casework.vault.sealed import HeadRow

Head = TypeVar("Head", bound=HeadRow)

_HEADS = "heads"


def head_of(session: Session, cls: type[Head], folder_id: UUID) -> Head | None:
    """A file's head row in one compartment, or None if its owner keeps none there."""
    known: dict[tuple[Any, UUID], HeadRow] = session.info.setdefault(_HEADS, {})
    row = known.get((cls, folder_id))
    if row is None or object_session(row) is not session:
        row = session.scalar(select(cls).where(cls.folder_id == folder_id))
        if row is not None:
            known[cls, folder_id] = row
    return cast("Head | None", row)


def the_head(session: Session, cls: type[Head], folder_id: UUID) -> Head:
    """The same where the file is sure to have it. Raises LookupError."""
    row = head_of(session, cls, folder_id)
    if row is None:
        raise LookupError("this file has no such head")
    return row


def seal_heads_again(session: Session, cls: type[HeadRow], folder_id: UUID) -> None:
    """Seal all heads of a file, changed or not, so that their versions tell nothing. `cls` is one that
    every file has."""
    head = the_head(session, cls, folder_id)
    head.plain()
    flag_modified(head, "blob")


def remember_head(session: Session, row: HeadRow) -> None:
    """A head that was just made."""
    session.info.setdefault(_HEADS, {})[type(row), row.folder_id] = row


def forget_heads(session: Session) -> None:
    """The transaction is over: what was looked up may have changed."""
    session.info.pop(_HEADS, None)
