"""Comparing every sealed row with what its last save left in the audit. Opens nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import and_, exists, func, or_, select, union_all
from sqlalchemy.orm import Session, aliased

from casework.audit.models import Act, Entry, Seal
from casework.vault.sealed import REGISTRY, SealedRow


@dataclass(frozen=True)
class Changed:
    """A sealed row that is not as it was last saved: the class by its sealed name, and its id."""

    sealed_as: str
    row_id: UUID


def changed_rows(session: Session) -> Iterator[Changed]:
    """Rows whose blob or version is not that of their newest entry in the audit: changed outside,
    or a whole older row put back."""
    for cls in sorted(REGISTRY, key=lambda one: one.__sealed_as__):
        yield from _changed(session, cls)


def _changed(session: Session, cls: type[SealedRow]) -> Iterator[Changed]:
    newest = select(Seal.row_id, func.max(Seal.version).label("version")).group_by(Seal.row_id).subquery()
    query = (
        select(cls.id, cls.version, cls.blob, Seal.version, Seal.digest)
        .outerjoin(newest, newest.c.row_id == cls.id)
        .outerjoin(Seal, and_(Seal.row_id == cls.id, Seal.version == newest.c.version))
    )
    for row_id, version, blob, saved, digest in session.execute(query.execution_options(yield_per=500)):
        if version != saved or hashlib.sha256(blob).digest() != digest:
            yield Changed(cls.__sealed_as__, row_id)


def missing_rows(session: Session) -> Iterator[UUID]:
    """Ids of sealed rows that were saved and are gone, although nobody noted that they, or all that
    was in their folder until then, were deleted. What had passed to another organisation is for that one
    to note: it saved all of it anew."""
    kept = union_all(*(select(cls.id) for cls in REGISTRY))
    gone = aliased(Entry)
    noted = (
        exists()
        .where(gone.act.in_((Act.DELETED, Act.ERASED, Act.PASSED_ON)))
        .where(gone.organisation_id == Entry.organisation_id)
        .where(gone.folder_id == Entry.folder_id, gone.number > Entry.number)
        .where(or_(gone.subject_id == Seal.row_id, gone.subject_id.is_(None)))
    )
    query = (
        select(Seal.row_id)
        .join(Entry, Entry.id == Seal.entry_id)
        .where(Seal.row_id.not_in(kept), ~noted)
        .distinct()
    )
    yield from session.scalars(query.execution_options(yield_per=500))
