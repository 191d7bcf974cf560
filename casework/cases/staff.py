"""The colleagues of an organisation, to name who did what."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from auth.models import User
from auth.policy import Permission
from casework.core.i18n import _, language


class Staff:
    """Everybody who works or worked in an organisation, by id."""

    def __init__(self, people: list[User]) -> None:
        self.people = {user.id: user for user in people}

    def name(self, user_id: UUID | None) -> str:
        """A colleague's name in the reader's language."""
        user = self.people.get(user_id) if user_id else None
        return user.name(language()) if user else _("Nobody yet")

    def workers(self) -> list[User]:
        """Those who can take files, by name."""
        working = (u for u in self.people.values() if u.is_active and u.may(Permission.FILES_WRITE))
        return sorted(working, key=lambda user: (user.name(language()), user.login))

    def choices(self) -> list[tuple[str, str]]:
        """The same for a form."""
        return [(str(user.id), user.name(language())) for user in self.workers()]


def staff_of(session: Session, organisation_id: UUID) -> Staff:
    """The staff of an organisation, in two statements whatever its size."""
    return Staff(list(session.scalars(select(User).where(User.organisation_id == organisation_id))))
