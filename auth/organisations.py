"""The organisations of the programme: the office makes the others."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from auth.models import Organisation, OrganisationKind
from casework.audit.chain import Actor, note
from casework.audit.models import Act
from casework.core import clock


@dataclass(frozen=True)
class Particulars:
    """What an organisation is called, on pages and on paper, and where quick exit leads."""

    name_en: str
    name_ne: str
    desk_en: str = ""
    desk_ne: str = ""
    paper_name: str = ""
    paper_phone: str = ""
    exit_url: str = ""

    def write(self, organisation: Organisation) -> None:
        """Put them into the row."""
        for name, value in vars(self).items():
            setattr(organisation, name, value)


def make_organisation(
    session: Session, by: Actor | None, *, organisation_id: UUID, kind: OrganisationKind, told: Particulars
) -> Organisation:
    """Make an organisation. Its people and its keys come later, by themselves."""
    made = Organisation(id=organisation_id, kind=kind, founded_on=clock.today(), **vars(told))
    session.add(made)
    session.flush()
    if by is not None:
        note(session, by, Act.ORGANISATION_MADE, subject_id=made.id)
    return made


def partners_of(session: Session, organisation_id: UUID) -> list[Organisation]:
    """Every other organisation, in the order of their names."""
    query = select(Organisation).where(Organisation.id != organisation_id)
    return list(session.scalars(query.order_by(Organisation.name_en, Organisation.id)))


def is_empty(session: Session) -> bool:
    """Whether nobody has set this instance up yet."""
    return session.scalar(select(Organisation.id).limit(1)) is None
