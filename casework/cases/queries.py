"""Reading files. Everything starts from what the person may see."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from auth.models import User
from auth.policy import Permission
from casework.cases.models import Case
from casework.core.errors import NotVisible


def of_organisation(user: User) -> Select[Case]:
    """Every file of her organisation, whoever it is assigned to."""
    return select(Case).where(Case.organisation_id == user.organisation_id)


def visible_to(user: User) -> Select[Case]:
    """The files that are hers without giving a reason: a supervisor's and a coordinator's are the
    organisation's, a caseworker's those assigned to her."""
    query = of_organisation(user)
    if user.may(Permission.ASSIGN) or user.may(Permission.TRAINING):
        return query
    return query.where(Case.assigned_to == user.id)


def find(session: Session, user: User, case_id: UUID) -> Case:
    """One file that she may see. Raises NotVisible, the same as for a random id."""
    case = session.scalar(visible_to(user).where(Case.id == case_id))
    if case is None:
        raise NotVisible
    return case
