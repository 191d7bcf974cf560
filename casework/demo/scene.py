"""Where the demo plays: the session, who acts, and what has been made so far."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from auth.models import Ring, User
from auth.secrets import Secrets
from casework.cases.models import Case
from casework.cases.queries import find
from casework.core.clock import KATHMANDU
from casework.core.db import begin_write, commit, new_id
from casework.demo.staff import Staff
from casework.people.shown import load_sheets
from casework.vault.acting import acting_as
from casework.vault.keyring import keyring

_OPENS = time(9, 30)


@dataclass
class Made:
    """The ids of what belongs to one woman."""

    case_id: UUID = field(default_factory=new_id)
    network_case_id: UUID = field(default_factory=new_id)
    """Her file at the network: known once a referral was accepted."""
    referral_id: UUID = field(default_factory=new_id)
    enrolment_id: UUID = field(default_factory=new_id)
    talk_id: UUID = field(default_factory=new_id)


@dataclass(repr=False)
class Scene:
    """Passed from one happening to the next."""

    session: Session
    secrets: Secrets
    staff: Staff
    begin: date
    today: date
    women: dict[int, Made] = field(default_factory=dict)
    cohorts: dict[int, UUID] = field(default_factory=dict)

    @contextmanager
    def acting(self, login: str) -> Iterator[User]:
        """Act as somebody, in one transaction."""
        person, session = self.staff.people[login], self.session
        begin_write(session)
        user = session.get_one(User, person.id)
        with acting_as(session, self.secrets, user, person.rings):
            yield user
            commit(session)

    def ring_of(self, organisation: str) -> Ring:
        """The public row of an organisation's ring."""
        held = next(p.rings[0] for p in self.staff if p.organisation == organisation and p.rings)
        return self.session.get_one(Ring, held.id)

    def file(self, user: User, number: int) -> Case:
        """The file of the woman with this number, its keys loaded."""
        case_id = self.women[number].case_id
        keyring(self.session).open_folders(self.session, [case_id])
        return find(self.session, user, case_id)

    def load(self, case: Case) -> None:
        """Load the keys of a file's page: its own, and those that it reads through."""
        load_sheets(self.session, [case])


def moment(on: date, minutes: int = 0) -> datetime:
    """A time of the working day."""
    return datetime.combine(on, _OPENS, KATHMANDU) + timedelta(minutes=minutes)


@dataclass(frozen=True)
class Happening:
    """What somebody does on a day, by the action that her page calls."""

    on: date
    who: str
    does: Callable[[Scene, User], None]
    about: frozenset[int] = frozenset()
    """The numbers of the women whom it concerns; none: all of them."""
