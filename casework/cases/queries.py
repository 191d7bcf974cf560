"""Reading files. Everything starts from what the person may see."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import Session, raiseload

from auth.models import Membership, Ring, User
from auth.policy import Permission
from casework.cases.models import Case
from casework.cases.state import OpeningWithReason
from casework.core import clock
from casework.core.errors import NotVisible
from casework.vault.acting import opened_by
from casework.vault.folders import RestrictedFolder


def hidden_from(user: User) -> Select[UUID]:
    """The files of her organisation that stand in small rings of others. For her they are not there, in
    no list, count or log, be she who she may. A ring of her own that she has not opened is another's yet."""
    return _apart(user).where(~_is_hers(user))


def of_few(user: User) -> Select[UUID]:
    """The files that stand in her own small rings."""
    return _apart(user).where(_is_hers(user))


def _apart(user: User) -> Select[UUID]:
    return select(RestrictedFolder.folder_id).where(RestrictedFolder.organisation_id == user.organisation_id)


def _is_hers(user: User) -> ColumnElement[bool]:
    rings = select(Membership.ring_id).where(Membership.user_id == user.id)
    opened = opened_by(user)
    if opened is not None:
        rings = rings.where(Membership.ring_id.in_(opened))
    # An older copy of the database was put back, from before there was this ring: whoever worked with the
    # file then puts it right.
    lost = RestrictedFolder.ring_id.not_in(select(Ring.id).where(Ring.restricted))
    worked = select(Case.id).where(Case.assigned_to == user.id)
    return or_(RestrictedFolder.ring_id.in_(rings), and_(lost, RestrictedFolder.folder_id.in_(worked)))


def of_organisation(user: User) -> Select[Case]:
    """Every file of her organisation that is there for her, whoever it is assigned to."""
    waiting = or_(Case.waits_until.is_(None), Case.waits_until >= clock.today())
    query = select(Case).where(Case.organisation_id == user.organisation_id, waiting)
    return query.where(Case.id.not_in(hidden_from(user)))


def sees_all(user: User) -> bool:
    """Whether every file of her organisation is open to her without a reason."""
    return user.may(Permission.ASSIGN) or user.may(Permission.TRAINING)


def visible_to(user: User) -> Select[Case]:
    """The files that are open to her: a supervisor's and a coordinator's are the organisation's, a
    caseworker's those assigned to her, those that she opened today with a reason, and those of a few."""
    query = of_organisation(user)
    if sees_all(user):
        return query
    hers = (Case.id.in_(_opened_today(user)), Case.id.in_(of_few(user)))
    return query.where(or_(Case.assigned_to == user.id, *hers))


def to_decide(user: User) -> Select[Case]:
    """The files of which she decides whether they are kept: all that she sees, if that is her work, else
    those of a few."""
    query = visible_to(user)
    return query if sees_all(user) else query.where(Case.id.in_(of_few(user)))


def decides(session: Session, user: User) -> bool:
    """Whether there can be anything for her to decide."""
    return sees_all(user) or session.scalar(of_few(user).limit(1)) is not None


def answers_for(session: Session, user: User, case_id: UUID) -> bool:
    """Whether she decides about a file that she sees: of those of a few each of them does."""
    few = of_few(user).where(RestrictedFolder.folder_id == case_id)
    return sees_all(user) or session.scalar(few) is not None


def _opened_today(user: User) -> Select[UUID]:
    return select(OpeningWithReason.folder_id).where(
        OpeningWithReason.user_id == user.id, OpeningWithReason.day == clock.today()
    )


def gave_reason_today(session: Session, user: User, case_id: UUID) -> bool:
    """Whether she has given a reason today for opening this file, and may see it for one."""
    given = _opened_today(user).where(OpeningWithReason.folder_id == case_id)
    return answers_for(session, user, case_id) and session.scalar(given) is not None


def find(session: Session, user: User, case_id: UUID) -> Case:
    """One file that she may see. Raises NotVisible, the same as for a random id."""
    case = session.scalar(visible_to(user).where(Case.id == case_id))
    if case is None:
        raise NotVisible
    return case


def find_colleagues(session: Session, user: User, case_id: UUID) -> Case:
    """One file of her organisation that needs a reason first. Raises NotVisible."""
    case = session.scalar(of_organisation(user).where(Case.id == case_id))
    if case is None or not (user.may(Permission.PLAN) or user.may(Permission.TRAINING)):
        raise NotVisible
    return case


def visible_ids(session: Session, user: User, among: Collection[UUID] | None = None) -> frozenset[UUID]:
    """The ids of all files that are open to her, or of those among some."""
    if among is None:
        return frozenset(session.scalars(visible_to(user).with_only_columns(Case.id)))
    # The same rule over a few: asked in SQL, SQLite would go through all files of the organisation.
    few = session.scalars(select(Case).where(Case.id.in_(among)).options(raiseload("*")))
    opened = None if sees_all(user) else set(session.scalars(_opened_today(user).union(of_few(user))))
    hidden = set(session.scalars(hidden_from(user)))
    return frozenset(case.id for case in few if case.id not in hidden and _visible(user, case, opened))


def _visible(user: User, case: Case, opened: set[UUID] | None) -> bool:
    waits = case.waits_until is None or case.waits_until >= clock.today()
    hers = opened is None or case.assigned_to == user.id or case.id in opened
    return case.organisation_id == user.organisation_id and waits and hers
