"""Closing a file, opening it again, opening a colleague's, handing files over."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from auth.models import User
from auth.policy import Permission
from casework.audit.chain import note
from casework.audit.models import Act
from casework.cases.closing import closing
from casework.cases.counted import tell_closed
from casework.cases.errors import NeedsHerYes, NotForThisWork
from casework.cases.models import Assignment, Case
from casework.cases.queries import find, find_colleagues, hidden_from, visible_to
from casework.cases.reasons import Reason
from casework.cases.state import Closure, OpeningWithReason, Reopening
from casework.consent.purposes import Purpose
from casework.consent.queries import standing
from casework.core import clock
from casework.core.errors import NotVisible
from casework.people.shown import load_sheets
from casework.vault.acting import actor


def close(
    session: Session, user: User, case_id: UUID, *, closure_id: UUID, reason: str, words: str = ""
) -> Case:
    """Close a file with a reason; other rooms end what runs in it. A file that is closed already stays
    as it is."""
    case = find(session, user, case_id)
    if case.closed_on is not None:
        return case
    load_sheets(session, [case])
    closing(session, user, case)
    today = clock.today()
    session.add(
        Closure(folder_id=case.id, row_id=closure_id, reason=reason, words=words, on=today, by=user.id)
    )
    case.closed_on = today
    tell_closed(session, case.id)
    note(session, actor(session), Act.CLOSED, folder_id=case.id)
    return case


def needs_her_yes(session: Session, case: Case) -> bool:
    """Whether nothing permits writing about her here any more: the share through which she was known
    has ended, and she has not said yes to this organisation itself."""
    return case.source_id is None and not standing(session, case.id).allows(Purpose.KEEP)


def reopen(session: Session, user: User, case_id: UUID, *, reopening_id: UUID, words: str = "") -> Case:
    """Open a closed file again. Raises NeedsHerYes."""
    case = find(session, user, case_id)
    if case.closed_on is None:
        return case
    load_sheets(session, [case])
    if needs_her_yes(session, case):
        raise NeedsHerYes
    session.add(Reopening(folder_id=case.id, row_id=reopening_id, words=words, on=clock.today(), by=user.id))
    case.closed_on = None
    tell_closed(session, case.id)
    note(session, actor(session), Act.REOPENED, folder_id=case.id)
    return case


def open_with_reason(
    session: Session, user: User, case_id: UUID, *, opening_id: UUID, reason: Reason, words: str = ""
) -> Case:
    """Open a colleague's file for the rest of the day. The reason is sealed in the file, and the
    supervisor sees it."""
    case = find_colleagues(session, user, case_id)
    if session.get(OpeningWithReason, opening_id) is not None:
        return case
    session.add(
        OpeningWithReason(
            folder_id=case.id,
            row_id=opening_id,
            user_id=user.id,
            day=clock.today(),
            reason=reason.value,
            words=words,
        )
    )
    note(session, actor(session), Act.OPENED_WITH_REASON, folder_id=case.id)
    return case


def hand_over(session: Session, user: User, case_ids: Iterable[UUID], to_user: UUID) -> int:
    """Give files to a colleague who works with files. Returns how many changed hands. Raises
    NotVisible if one is not hers to give, NotForThisWork if the colleague cannot take them."""
    wanted = set(case_ids)
    cases = list(session.scalars(visible_to(user).where(Case.id.in_(wanted)).order_by(Case.id)))
    if len(cases) != len(wanted):
        raise NotVisible
    taker = _taker(session, user, to_user)
    if set(session.scalars(hidden_from(taker))) & wanted:
        raise NotForThisWork
    moving = [case for case in cases if case.assigned_to != taker.id]
    for case in moving:
        case.assigned_to = taker.id
        session.add(Assignment(case_id=case.id, to_user=taker.id, by_user=user.id, at=clock.now()))
        note(session, actor(session), Act.ASSIGNED, folder_id=case.id, subject_id=taker.id)
    return len(moving)


def _taker(session: Session, user: User, to_user: UUID) -> User:
    taker = session.scalar(
        select(User).where(User.id == to_user, User.organisation_id == user.organisation_id)
    )
    if taker is None or not taker.is_active or not taker.may(Permission.FILES_WRITE):
        raise NotForThisWork
    return taker
