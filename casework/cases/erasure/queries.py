"""What waits to be erased, what was, and what others have erased."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from auth.models import User
from casework.cases.erasure.models import ErasureNotice, ErasureRequest
from casework.cases.models import Case
from casework.cases.queries import hidden_from, to_decide
from casework.vault.tombstones import Tombstone


def request_of(session: Session, case_id: UUID) -> ErasureRequest | None:
    """Who asked for a file to be erased, if somebody did."""
    query = select(ErasureRequest).where(ErasureRequest.folder_id == case_id)
    return session.scalar(query.execution_options(populate_existing=True))


def waiting(session: Session, user: User) -> Sequence[ErasureRequest]:
    """What was asked for in the files about which she decides, the longest waiting first."""
    hers = to_decide(user).with_only_columns(Case.id)
    query = select(ErasureRequest).where(ErasureRequest.folder_id.in_(hers))
    return session.scalars(query.order_by(ErasureRequest.day, ErasureRequest.id)).all()


def notices(session: Session, user: User) -> Sequence[ErasureNotice]:
    """Files of hers about women whose file another organisation has erased, until that is answered."""
    hers = to_decide(user).with_only_columns(Case.id)
    query = select(ErasureNotice).where(ErasureNotice.case_id.in_(hers), ErasureNotice.answered_on.is_(None))
    return session.scalars(query.order_by(ErasureNotice.day, ErasureNotice.id)).all()


def notice_of(session: Session, case_id: UUID) -> ErasureNotice | None:
    """The notice about one file that is not answered yet."""
    query = select(ErasureNotice).where(ErasureNotice.case_id == case_id, ErasureNotice.answered_on.is_(None))
    return session.scalars(query.order_by(ErasureNotice.day, ErasureNotice.id)).first()


def last_erased(session: Session, user: User, most: int) -> Sequence[Tombstone]:
    """What stays of the files that her organisation has erased, newest first."""
    query = select(Tombstone).where(Tombstone.organisation_id == user.organisation_id)
    query = query.where(Tombstone.folder_id.not_in(hidden_from(user)))
    return session.scalars(query.order_by(Tombstone.day.desc(), Tombstone.folder_id).limit(most)).all()
