"""Asking for a file to be erased, taking that back, and erasing it."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.orm import Session

from auth.models import User
from casework.audit.chain import note, write
from casework.audit.models import Act
from casework.cases.erasure.errors import NeedsAnother, NotAskedFor
from casework.cases.erasure.models import ErasureRequest
from casework.cases.erasure.queries import request_of
from casework.cases.erasure.wiping import wipe
from casework.cases.models import Case
from casework.cases.queries import answers_for, find
from casework.consent import hooks
from casework.consent.counting import stop_counting
from casework.core import clock
from casework.core.errors import NotAllowed
from casework.people.models import Record
from casework.people.shown import load_sheets
from casework.vault.acting import actor
from casework.vault.heads import the_head
from casework.vault.taking import take_own
from casework.vault.tombstones import Basis, code_mark


def ask(session: Session, user: User, case: Case, *, request_id: UUID, basis: Basis, words: str = "") -> None:
    """Ask for a file to be erased. Asked twice it waits once. In whatever state the file is: at rest and
    closed ones are erased as well."""
    take_own(session, case.id)
    if request_of(session, case.id) is not None:
        return
    session.add(
        ErasureRequest(
            folder_id=case.id,
            row_id=request_id,
            user_id=user.id,
            day=clock.today(),
            basis=basis,
            words=words,
        )
    )
    note(session, actor(session), Act.ERASURE_ASKED, folder_id=case.id)
    session.flush()


def take_back(session: Session, user: User, case: Case) -> None:
    """The file stays after all: she has thought about it again, or it was a mistake."""
    take_own(session, case.id)
    request = request_of(session, case.id)
    if request is None:
        return
    session.expunge(request)
    session.execute(delete(ErasureRequest).where(ErasureRequest.id == request.id))
    note(session, actor(session), Act.DELETED, folder_id=case.id, subject_id=request.id)


def erase(session: Session, user: User, case_id: UUID) -> None:
    """Confirm what somebody else asked for: in this transaction everything goes, everywhere. Whoever
    counts her is told to forget her; partners with a file of their own get a task.

    Raises NotVisible, NotAllowed, NotAskedFor or NeedsAnother.
    """
    case = find(session, user, case_id)
    if not answers_for(session, user, case.id):
        raise NotAllowed
    take_own(session, case.id)
    load_sheets(session, [case])
    request = request_of(session, case.id)
    if request is None:
        raise NotAskedFor
    if request.user_id == user.id:
        raise NeedsAnother
    basis = request.basis
    mark = code_mark(session, case.organisation_id, the_head(session, Record, case.id).code)
    hooks.rested(session, case.id)
    stop_counting(session, case.id)
    session.flush()
    write(session)  # what was saved until here stands in the chain before it is gone
    wipe(session, case.id, basis, mark)
    note(session, actor(session), Act.ERASED, folder_id=case_id)
