"""Who she is, as an organisation may see it: from its own rows, or through a share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar
from uuid import UUID

from sqlalchemy.orm import Session

from casework.core.calendar import PartialDate
from casework.people.models import Contact, Identity, Livelihood
from casework.vault.heads import head_of
from casework.vault.keyring import keyring
from casework.vault.sealed import HeadRow

Head = TypeVar("Head", bound=HeadRow)


class HasSource(Protocol):
    """A file that may read who she is from a partner's file."""

    id: UUID
    source_id: UUID | None


@dataclass(frozen=True)
class Shown:
    """What can be read today. Empty where nothing was told, or where no key is held any more."""

    identity: Identity | None = None
    contact: Contact | None = None
    livelihood: Livelihood | None = None

    @property
    def name(self) -> str:
        """The name she uses."""
        return self.identity.name if self.identity else ""

    @property
    def birth(self) -> PartialDate | None:
        """When she was born, as precisely as she knows."""
        return self.identity.birth if self.identity else None

    @property
    def palika(self) -> int | None:
        """Where she would travel from."""
        return self.contact.palika if self.contact else None


def folders_of(case: HasSource) -> list[UUID]:
    """The folders whose keys a file's page needs: its own, and the one that it reads from."""
    return [case.id] if case.source_id is None else [case.id, case.source_id]


def shown(session: Session, case: HasSource) -> Shown:
    """Who she is. The sheets of `folders_of(case)` have to be loaded."""
    folder_id = case.source_id or case.id
    return Shown(
        identity=_head(session, Identity, folder_id),
        contact=_head(session, Contact, folder_id),
        livelihood=_head(session, Livelihood, folder_id),
    )


def contact_of(session: Session, case: HasSource) -> Contact | None:
    """How she is reached, where that can be read. The sheets of `folders_of(case)` have to be loaded."""
    return _head(session, Contact, case.source_id or case.id)


def _head(session: Session, cls: type[Head], folder_id: UUID) -> Head | None:
    if not keyring(session).can_open(folder_id, cls.__compartment__):
        return None
    return head_of(session, cls, folder_id)


def load_sheets(session: Session, cases: Sequence[HasSource]) -> None:
    """Load the sheets of many files in one SELECT."""
    keyring(session).open_folders(session, [i for case in cases for i in folders_of(case)])
