"""Reading imports. Everything starts from what the person may see."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from auth.models import User
from casework.core.errors import NotVisible
from casework.imports.models import Import, ImportChunk, ImportTerms
from casework.vault.keyring import keyring


def visible_to(user: User) -> Select[Import]:
    """The imports of her organisation."""
    return select(Import).where(Import.organisation_id == user.organisation_id)


def find(session: Session, user: User, import_id: UUID) -> Import:
    """One import. Raises NotVisible, the same as for a random id."""
    found = session.scalar(visible_to(user).where(Import.id == import_id))
    if found is None:
        raise NotVisible
    keyring(session).open_folders(session, [found.id])
    return found


def take(session: Session, user: User, import_id: UUID) -> Import:
    """One import, locked: two requests for it wait for each other. Raises NotVisible."""
    query = visible_to(user).where(Import.id == import_id).with_for_update()
    found = session.scalar(query.execution_options(populate_existing=True))
    if found is None:
        raise NotVisible
    keyring(session).hold_for_writing(session, [found.id])
    return found


def recent(session: Session, user: User) -> Sequence[Import]:
    """The organisation's imports, newest first."""
    return session.scalars(visible_to(user).order_by(Import.made_on.desc(), Import.id).limit(50)).all()


def chunks(session: Session, import_id: UUID) -> list[ImportChunk]:
    """All lines of an import, in their order."""
    query = select(ImportChunk).where(ImportChunk.folder_id == import_id).order_by(ImportChunk.number)
    return list(session.scalars(query))


def chunk(session: Session, import_id: UUID, number: int) -> ImportChunk:
    """One part of the lines."""
    query = select(ImportChunk).where(ImportChunk.folder_id == import_id, ImportChunk.number == number)
    return session.scalars(query).one()


def terms(session: Session, import_id: UUID) -> ImportTerms:
    """The file's calendar, and what was stated."""
    return session.scalars(select(ImportTerms).where(ImportTerms.folder_id == import_id)).one()
