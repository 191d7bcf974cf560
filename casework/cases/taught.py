"""What organisations teach, as their catalogues say it. That is about nobody, so every organisation of the
programme may know it, without a key. The room that keeps the catalogues registers here."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from uuid import UUID

from sqlalchemy.orm import Session

Taught = Mapping[UUID, Collection[str]]
Read = Callable[[Session, Collection[UUID]], Taught]

_catalogues: list[Read] = []


def catalogue(read: Read) -> Read:
    """Register how the trades are found that some organisations teach: codes of `trades`, by organisation."""
    if read not in _catalogues:
        _catalogues.append(read)
    return read


def taught(session: Session, organisation_ids: Collection[UUID]) -> dict[UUID, set[str]]:
    """The trades that each of some organisations teaches."""
    found: dict[UUID, set[str]] = {one: set() for one in organisation_ids}
    for read in _catalogues:
        for organisation_id, trades in read(session, organisation_ids).items():
            found[organisation_id].update(trades)
    return found
