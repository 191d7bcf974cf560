"""The colleagues of an organisation, to name who did what."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from auth.models import OrganisationKind, User
from auth.policy import Permission
from casework.core.i18n import _, language


class Staff:
    """Everybody who works or worked in an organisation, by id."""

    def __init__(self, people: list[User], session: Session | None = None) -> None:
        self.people = {user.id: user for user in people}
        self.session = session

    def name(self, user_id: UUID | None) -> str:
        """A colleague's name in the reader's language. Of whoever wrote in a file before it came to us, the
        name of the organisation."""
        user = self.people.get(user_id) if user_id else None
        if user is not None:
            return user.name(language())
        return self._elsewhere(user_id) if user_id and self.session else _("Nobody yet")

    def _elsewhere(self, user_id: UUID) -> str:
        found = self.session.get(User, user_id) if self.session else None
        if found is None or found.organisation.kind is not OrganisationKind.PARTNER:
            return _("Nobody yet")
        return found.organisation.name(language())

    def workers(self) -> list[User]:
        """Those who can take files, by name."""
        working = (u for u in self.people.values() if u.is_active and u.may(Permission.FILES_WRITE))
        return sorted(working, key=lambda user: (user.name(language()), user.login))

    def choices(self) -> list[tuple[str, str]]:
        """The same for a form."""
        return [(str(user.id), user.name(language())) for user in self.workers()]


def staff_of(session: Session, organisation_id: UUID) -> Staff:
    """The staff of an organisation, in two statements whatever its size."""
    people = list(session.scalars(select(User).where(User.organisation_id == organisation_id)))
    # At a network nobody else's name stands anywhere: a woman who was referred looks as one who came herself.
    partner = any(one.organisation.kind is OrganisationKind.PARTNER for one in people[:1])
    return Staff(people, session if partner else None)
