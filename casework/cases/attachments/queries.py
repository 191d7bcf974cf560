"""The attachments of a file that somebody can read, and the content of one."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from auth.models import User
from casework.cases.attachments.kinds import BY_MEDIA, Kind
from casework.cases.attachments.models import WORDS, Attachment, Piece, What
from casework.cases.looking import find_to_read
from casework.cases.models import Case
from casework.cases.queries import gave_reason_today
from casework.cases.reading import rows
from casework.consent.errors import AtRest
from casework.consent.queries import standing
from casework.core.errors import NotVisible
from casework.people.models import Harm
from casework.people.papers import Paper
from casework.vault.heads import head_of
from casework.vault.pieces import open_pieces


@dataclass(frozen=True)
class Shown:
    """An attachment on a page."""

    row: Attachment
    paper: Paper

    @property
    def what(self) -> str:
        """What it is for, in words."""
        return str(WORDS[What(self.paper.what)])

    @property
    def kind(self) -> Kind:
        """What its content is."""
        return BY_MEDIA[self.paper.kind]


def open_to_read(session: Session, user: User, case_id: UUID) -> Case:
    """A file that she may see and that is not at rest, or that she opened with a reason today. That she
    looks is noted. Raises NotVisible, or AtRest."""
    case = find_to_read(session, user, case_id)
    if standing(session, case.id).at_rest and not gave_reason_today(session, user, case.id):
        raise AtRest
    return case


def harm_of(session: Session, case: Case) -> Harm | None:
    """The head under whose key papers are kept apart, where a file has one and she can read it."""
    head = head_of(session, Harm, case.id)
    return head if head is not None and head.readable else None


def listed(session: Session, case: Case) -> list[Shown]:
    """What belongs to a file, the newest first. What is kept in a part that she cannot read is left out."""
    apart = harm_of(session, case)
    papers = {one.id: one for one in apart.papers} if apart is not None else {}
    found = [
        Shown(row, paper)
        for row in rows(session, Attachment, [case.id])
        if (paper := row.paper or papers.get(row.id)) is not None
    ]
    return sorted(found, key=lambda one: (one.row.on, one.row.id), reverse=True)


def by_what_they_belong_to(session: Session, case: Case) -> dict[UUID, list[Shown]]:
    """Of what belongs to a note or an enrolment: its id, and the papers."""
    found: dict[UUID, list[Shown]] = {}
    for one in listed(session, case):
        if one.paper.about is not None:
            found.setdefault(one.paper.about, []).append(one)
    return found


def one_of(session: Session, case: Case, attachment_id: UUID) -> Shown:
    """One attachment of a file. Raises NotVisible."""
    for shown in listed(session, case):
        if shown.row.id == attachment_id:
            return shown
    raise NotVisible


def content_of(session: Session, case: Case, shown: Shown) -> bytes:
    """The content, whole or not at all. Raises CannotOpen."""
    query = select(Piece.blob).where(Piece.attachment_id == shown.row.id).order_by(Piece.number)
    return open_pieces(bytes.fromhex(shown.paper.key), shown.row.id, case.id, session.scalars(query))
