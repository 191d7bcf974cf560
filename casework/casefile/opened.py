"""A file as its page needs it: the case, its own heads, and who she is."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from auth.held import HeldRing
from auth.models import User
from casework.cases.looking import look_at
from casework.cases.models import Case
from casework.cases.queries import find, gave_reason_today
from casework.consent.errors import AtRest
from casework.consent.queries import standing
from casework.core.errors import NotVisible
from casework.people.actions import Person, read_person
from casework.people.parts import BY_NAME, Part, parts_of
from casework.people.shown import Shown, load_sheets, shown
from casework.vault.acting import ring_of
from casework.vault.sealed import HeadRow

OF_A_SHARE = frozenset({"about", "contact", "livelihood"})
"""Parts that are read through a partner's share where a file came by one."""


@dataclass(frozen=True)
class Opened:
    """One file, its sheets loaded."""

    case: Case
    ring: HeldRing
    person: Person
    shown: Shown

    def parts(self) -> list[Part]:
        """The parts of this file, whether they are written here or read through a share."""
        return parts_of(self.person)

    def part(self, name: str) -> tuple[Part, HeadRow]:
        """One part that is written here, and its row. Raises NotVisible where this file has none."""
        part = self.named(name)
        row = part.of(self.person)
        if row is None or self.elsewhere(part):
            raise NotVisible
        return part, row

    def named(self, name: str) -> Part:
        """One part of this file. Raises NotVisible."""
        part = BY_NAME.get(name)
        if part is None or part not in self.parts():
            raise NotVisible
        return part

    def elsewhere(self, part: Part) -> bool:
        """Whether a part is written at a partner and read here through its share."""
        return self.case.source_id is not None and part.name in OF_A_SHARE

    def head(self, part: Part) -> HeadRow | None:
        """The row that a part is read from: our own, or the partner's through the share."""
        if not self.elsewhere(part):
            return part.of(self.person)
        row: HeadRow | None = getattr(self.shown, part.head)
        return row


class Rests(AtRest):
    """A file at rest opens only for a supervisor, and for a reason."""


def opened(session: Session, user: User, case_id: UUID) -> Opened:
    """Find and open a file. That she looks at it is noted. Raises NotVisible, or Rests where her consent
    has ended and no supervisor's reason opens the file today."""
    case = find(session, user, case_id)
    ring = ring_of(session, case.id)
    load_sheets(session, [case])
    if rests(session, user, case):
        raise Rests
    look_at(session, case.id)
    return Opened(case, ring, read_person(session, case.id, ring), shown(session, case))


def rests(session: Session, user: User, case: Case) -> bool:
    """Whether a file is at rest and no reason of hers has opened it today. Its sheets are loaded."""
    return standing(session, case.id).at_rest and not gave_reason_today(session, user, case.id)
