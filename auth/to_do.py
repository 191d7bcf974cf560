"""What somebody has to do or to read about keys, for the first page that she sees after signing in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from auth.announcements import unread
from auth.held import HeldRing
from auth.models import User
from auth.policy import Permission
from auth.small_ring_tasks import of_members, of_stewards
from auth.stewardship import members
from auth.tasks import Task, tasks
from casework.core.i18n import _


@dataclass(frozen=True)
class KeyNews:
    """Her tasks, and how many announcements about the keys she has not read."""

    tasks: list[Task]
    unread: int


def key_news(session: Session, user: User, rings: Sequence[HeldRing]) -> KeyNews:
    """What about keys waits for her, if anything does."""
    whole = (one for one in rings if not one.restricted)
    own = next((one for one in whole if one.organisation_id == user.organisation_id), None)
    found = [*tasks(session, user, own), *of_members(session, user, rings), *of_stewards(session, user)]
    if user.may(Permission.ACCOUNTS) and not user.may(Permission.STEWARD):
        found += _of_administrator(session, user)
    return KeyNews(list(dict.fromkeys(found)), unread(session, user) if rings else 0)


def _of_administrator(session: Session, user: User) -> list[Task]:
    if sum(one.is_steward for one in members(session, user.organisation_id)) != 1:
        return []
    text = _("Only one person looks after the keys. Please name a second one, before the first falls ill.")
    return [Task(text, "auth.people")]
