"""Keeping an attachment, opening it, and letting it go."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import delete, insert
from sqlalchemy.orm import Session

from auth.models import User
from casework.audit.chain import note
from casework.audit.models import Act
from casework.cases.attachments.belonging import hold_about
from casework.cases.attachments.kinds import Kind
from casework.cases.attachments.models import APART, Attachment, Piece, What
from casework.cases.attachments.queries import harm_of
from casework.cases.models import Case
from casework.cases.planning import row_of
from casework.cases.writing import hold_open
from casework.core import clock
from casework.people.models import Record
from casework.people.papers import Paper
from casework.vault.acting import actor
from casework.vault.heads import seal_heads_again
from casework.vault.pieces import new_key, seal_pieces


def attach(
    session: Session,
    user: User,
    case: Case,
    *,
    attachment_id: UUID,
    what: What,
    name: str,
    kind: Kind,
    content: bytes,
    about: UUID | None = None,
) -> None:
    """Seal a content in pieces under a key of its own, and keep that key where the paper belongs. Sent
    twice it is kept once. Raises FileClosed, AtRest or StillThinking, and NotVisible where it is said to
    belong to what is not in this file."""
    hold_open(session, case)
    hold_about(session, case, about)
    if session.get(Attachment, attachment_id) is not None:
        row_of(session, case, Attachment, attachment_id)
        return
    key = new_key()
    paper = Paper(attachment_id, what.value, kind.media, key.hex(), len(content), name, about)
    row = Attachment(folder_id=case.id, row_id=attachment_id, on=clock.today(), by=user.id)
    _keep(session, case, row, paper)
    session.add(row)
    session.flush()
    for number, blob in enumerate(seal_pieces(key, attachment_id, case.id, content)):
        session.execute(insert(Piece), {"attachment_id": attachment_id, "number": number, "blob": blob})


def _keep(session: Session, case: Case, row: Attachment, paper: Paper) -> None:
    """All heads are sealed again in either case, so that nothing tells in which part it lies."""
    apart = harm_of(session, case) if What(paper.what) in APART else None
    if apart is None:
        row.paper = paper
        seal_heads_again(session, Record, case.id)
    else:
        apart.papers = (*apart.papers, paper)


def let_go(session: Session, case: Case, attachment_id: UUID) -> None:
    """Delete an attachment with its content, and the key of it. Raises NotVisible, or FileClosed."""
    hold_open(session, case)
    row = row_of(session, case, Attachment, attachment_id)
    apart = harm_of(session, case)
    seal_heads_again(session, Record, case.id)
    if apart is not None and row.paper is None:
        apart.papers = tuple(one for one in apart.papers if one.id != attachment_id)
    session.flush()
    session.expunge(row)
    session.execute(delete(Piece).where(Piece.attachment_id == attachment_id))
    session.execute(delete(Attachment).where(Attachment.id == attachment_id))
    note(session, actor(session), Act.DELETED, folder_id=case.id, subject_id=attachment_id)
