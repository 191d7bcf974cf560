"""What the programme's auditor reads: sign-ins, ceremonies, refusals; never who opened which file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from auth.models import Organisation, User
from casework.audit.models import Act, Entry
from casework.core import clock
from casework.core.i18n import _l
from casework.core.paging import Page

WORDS = {
    Act.SIGNED_IN: _l("Signed in"),
    Act.SIGNED_OUT: _l("Signed out"),
    Act.SIGN_IN_FAILED: _l("Sign-in failed"),
    Act.INVITED: _l("Invited"),
    Act.JOINED: _l("Joined"),
    Act.ADMITTED: _l("Given the keys"),
    Act.REMOVED: _l("Account closed"),
    Act.ROLES_CHANGED: _l("Roles changed"),
    Act.RESET_STARTED: _l("New passphrase started"),
    Act.NEW_KEY_MADE: _l("New key made"),
    Act.PASSPHRASE_CHANGED: _l("Passphrase changed"),
    Act.RING_FOUNDED: _l("Ring founded"),
    Act.EPOCH_BEGUN: _l("Keys changed for everybody"),
    Act.OLD_KEY_DROPPED: _l("Old keys thrown away"),
    Act.BREAK_GLASS_MADE: _l("Break-glass sheets made"),
    Act.BREAK_GLASS_SEEN: _l("One break-glass sheet confirmed"),
    Act.BREAK_GLASS_VERIFIED: _l("Break-glass sheets confirmed"),
    Act.BREAK_GLASS_STARTED: _l("Use of the break-glass sheets begun"),
    Act.BREAK_GLASS_GIVEN: _l("A break-glass sheet given"),
    Act.BREAK_GLASS_USED: _l("Break-glass sheets used"),
    Act.KEY_TRUSTED: _l("Partner's key kept"),
    Act.ORGANISATION_MADE: _l("Organisation made"),
    Act.ORGANISATION_CHANGED: _l("Organisation changed"),
    Act.SET_UP: _l("System set up"),
    Act.REFUSED: _l("Refused"),
    Act.RELEASED: _l("Numbers released"),
    Act.TABLE_READ: _l("Table read"),
}
"""What the programme may know of, in words. An act that is not here stays with its organisation."""

SIZE = 50


@dataclass(frozen=True)
class Line:
    """One act: when, who (by sign-in name), in which organisation, what."""

    at: datetime
    login: str
    organisation: Organisation
    act: Act
    about: str

    @property
    def time(self) -> str:
        """The hour and minute in Nepal."""
        return f"{self.at.astimezone(clock.KATHMANDU):%H:%M}"


def lines(session: Session, number: int) -> Page[Line]:
    """A page of the programme's audit, newest first."""
    known = Entry.act.in_(WORDS)
    total = session.scalar(select(func.count()).select_from(Entry).where(known)) or 0
    number = min(max(1, number), max(1, -(-total // SIZE)))
    query = (
        select(Entry, Organisation)
        .join(Organisation, Organisation.id == Entry.organisation_id)
        .where(known)
        .order_by(Entry.at.desc(), Entry.number.desc())
        .offset((number - 1) * SIZE)
        .limit(SIZE)
    )
    found = session.execute(query).all()
    ids = {one for entry, _organisation in found for one in (entry.user_id, entry.subject_id) if one}
    people = session.execute(select(User.id, User.login).where(User.id.in_(ids)))
    logins = {row.id: row.login for row in people}
    return Page([_line(entry, organisation, logins) for entry, organisation in found], number, SIZE, total)


def _line(entry: Entry, organisation: Organisation, logins: dict[UUID, str]) -> Line:
    return Line(
        entry.at, _login(logins, entry.user_id), organisation, entry.act, _login(logins, entry.subject_id)
    )


def _login(logins: dict[UUID, str], user_id: UUID | None) -> str:
    return logins.get(user_id, "") if user_id else ""
