"""Leaving a file to one or two people, opening it to all colleagues again, and taking it over."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from auth.held import HeldRing
from auth.models import Purpose, User
from auth.small_rings import members
from casework.audit.chain import note
from casework.audit.models import Act
from casework.cases.few.errors import KnownElsewhere, NotYoursToLeave, StillShared
from casework.cases.models import Assignment, Case
from casework.cases.queries import answers_for, find
from casework.core import clock
from casework.core.errors import NotVisible
from casework.vault import ended
from casework.vault.acting import actor, own_ring
from casework.vault.folders import Folder, Grant, RestrictedFolder
from casework.vault.own_cards import own_cards
from casework.vault.register import write_card
from casework.vault.rehoming import rehome
from casework.vault.taking import take_own
from casework.vault.tombstones import retire

Hinders = Callable[[Session, UUID], bool]
Left = Callable[[Session, UUID], None]

_hinders: list[Hinders] = []
_left: list[Left] = []


def hinders(check: Hinders) -> Hinders:
    """Register how a room says that something of a file still runs with another organisation."""
    if check not in _hinders:
        _hinders.append(check)
    return check


def on_left(hook: Left) -> Left:
    """Call `hook(session, case_id)` in the transaction in which a file is left to a few, to delete what lies
    about it under everybody's keys."""
    if hook not in _left:
        _left.append(hook)
    return hook


def may_leave(session: Session, user: User, case: Case) -> None:
    """Raise what stands in the way: NotVisible at a network, NotYoursToLeave, KnownElsewhere, StillShared."""
    if own_ring(session).purpose is not Purpose.CASEWORK:
        raise NotVisible
    if case.assigned_to != user.id and not answers_for(session, user, case.id):
        raise NotYoursToLeave
    if case.source_id is not None:
        raise KnownElsewhere
    live = select(Grant.id).where(Grant.folder_id == case.id, Grant.ends_on >= clock.today())
    if session.scalar(live.limit(1)) or any(check(session, case.id) for check in _hinders):
        raise StillShared


def leave_to_few(session: Session, user: User, case_id: UUID, to: HeldRing) -> None:
    """Move a file into a small ring: new keys for all of it, its card in that ring's register. For everybody
    else it is not there from then on. Done twice it is done once. Raises NotVisible and what `may_leave`
    does."""
    folder = take_own(session, case_id)
    if folder.ring_id == to.id:
        return
    case = find(session, user, case_id)
    may_leave(session, user, case)
    code = _move(session, folder, to)
    # The register of everybody does not know it any more, and must not draw it for another woman.
    retire(session, case.organisation_id, code)
    session.merge(RestrictedFolder(folder_id=case.id, organisation_id=case.organisation_id, ring_id=to.id))
    for hook in _left:
        hook(session, case.id)
    if case.assigned_to not in members(session, to.id):
        _assign(session, case, user)
    ended.left_to(session, case.id, to.id)
    note(session, actor(session), Act.RESTRICTED, folder_id=case.id)
    session.flush()


def open_to_all(session: Session, user: User, case_id: UUID) -> None:
    """Move a file back into the ring of everybody. Raises NotVisible."""
    folder = take_own(session, case_id)
    case, to = find(session, user, case_id), own_ring(session)
    if folder.ring_id != to.id:
        _move(session, folder, to)
    session.execute(delete(RestrictedFolder).where(RestrictedFolder.folder_id == case.id))
    ended.left_to(session, case.id, None)
    note(session, actor(session), Act.UNRESTRICTED, folder_id=case.id)
    session.flush()


def _move(session: Session, folder: Folder, to: HeldRing) -> str:
    """Gives the spoken code, which stays hers."""
    card = own_cards(session, [folder.id])[folder.id].text
    rehome(session, folder, to)
    write_card(session, to, folder.id, card)
    return card.code


def take_over(session: Session, user: User, case_id: UUID) -> None:
    """Be the one who works with a file of a few: the other one is ill, or gone."""
    case = find(session, user, case_id)
    if is_for_few(session, case.id) and case.assigned_to != user.id:
        _assign(session, case, user)


def _assign(session: Session, case: Case, user: User) -> None:
    case.assigned_to = user.id
    session.add(Assignment(case_id=case.id, to_user=user.id, by_user=user.id, at=clock.now()))
    note(session, actor(session), Act.ASSIGNED, folder_id=case.id, subject_id=user.id)


def is_for_few(session: Session, case_id: UUID) -> bool:
    """Whether a file stands in a small ring."""
    return session.get(RestrictedFolder, case_id) is not None
