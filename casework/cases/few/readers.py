"""Who of the organisation reads a file, and who could be the second one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from auth import small_rings, stewardship
from auth.errors import StillClosed
from auth.held import HeldRing
from auth.models import Membership, User
from casework.cases.few.forms import ALONE
from casework.cases.queries import of_few
from casework.core.i18n import _, language
from casework.vault.folders import RestrictedFolder


@dataclass(frozen=True)
class Wish:
    """With whom she wants to read a file: through keys that she has already, or through new ones."""

    ring: HeldRing | None = None
    second: User | None = None


def answers(session: Session, user: User) -> list[tuple[str, str]]:
    """Whom she can choose, each with a neutral value: nobody, or a colleague."""
    people = [one.user for one in stewardship.members(session, user.organisation_id)]
    others = sorted((one for one in people if one.id != user.id), key=lambda one: one.name(language()))
    return [(ALONE, _("Nobody else here")), *((str(one.id), one.name(language())) for one in others)]


def wish(session: Session, user: User, rings: Sequence[HeldRing], chosen: str) -> Wish:
    """What an answer stands for. For the same two people the same keys serve again. Raises
    StillClosed."""
    held = {one.id: one for one in rings}
    wanted = set() if chosen == ALONE else {UUID(chosen)}
    for one in small_rings.of(session, user):
        if {other.id for other in one.others} == wanted:
            if one.id not in held:
                raise StillClosed
            return Wish(held[one.id])
    return Wish(second=session.get_one(User, wanted.pop()) if wanted else None)


def people(session: Session, case_id: UUID) -> list[str]:
    """The names of the few who read a file; nobody's where all colleagues do."""
    query = select(User).join(Membership, Membership.user_id == User.id)
    query = query.join(RestrictedFolder, RestrictedFolder.ring_id == Membership.ring_id)
    found = session.scalars(query.where(RestrictedFolder.folder_id == case_id))
    return sorted(one.name(language()) for one in found)


def only_for(session: Session, user: User) -> dict[UUID, str]:
    """The files of a few that she reads, each with the mark that says with whom."""
    columns = select(RestrictedFolder.folder_id, RestrictedFolder.ring_id)
    rows = session.execute(columns.where(RestrictedFolder.folder_id.in_(of_few(user)))).all()
    names = dict(_names(session, {ring_id for _folder, ring_id in rows}, user))
    return {folder_id: _mark(names.get(ring_id, "")) for folder_id, ring_id in rows}


def _names(session: Session, ring_ids: set[UUID], user: User) -> list[tuple[UUID, str]]:
    query = select(Membership.ring_id, User).join(User, User.id == Membership.user_id)
    others = session.execute(query.where(Membership.ring_id.in_(ring_ids), User.id != user.id))
    return [(ring_id, other.name(language())) for ring_id, other in others]


def _mark(name: str) -> str:
    return _("Only you and %(name)s", name=name) if name else _("Only you")
