"""What the programme's auditor reads: sign-ins, ceremonies, refusals; never who opened which file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from auth.models import Organisation, User
from casework.audit.asked import Asked, newest, page_of
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
    Act.CAME_BACK: _l("Account opened again"),
    Act.KEYS_TAKEN: _l("Keys taken from a colleague"),
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
    Act.TABLE_REFUSED: _l("Table refused"),
    Act.TARGET_SET: _l("Target set"),
    Act.TOKEN_MADE: _l("Token for another program made"),
    Act.TOKEN_ENDED: _l("Token for another program ended"),
    Act.TOKEN_USED: _l("Asked by another program"),
    Act.FACTOR_SET: _l("Second step set up"),
    Act.FACTOR_REMOVED: _l("Second step taken away"),
    Act.FACTOR_RESET: _l("Second step reset for somebody"),
    Act.FACTOR_WRONG: _l("Wrong second step"),
    Act.CODE_MADE: _l("Recovery code made"),
    Act.CODE_USED: _l("Recovery code used"),
    Act.KEY_SUSPECTED: _l("Said that somebody may know her passphrase"),
    Act.SESSIONS_ENDED: _l("Her other sign-ins ended"),
    Act.ANNOUNCEMENTS_READ: _l("Read what happened to the keys"),
    Act.PEPPER_RENEWED: _l("Outer lock of all passphrases renewed"),
    Act.HEAD_WRITTEN: _l("End of the log written down"),
    Act.RESTORED: _l("System put back from a copy"),
    Act.RESTORED_WITHOUT_LOG: _l("System put back from a copy, without the log of what had ended"),
}
"""What the programme may know of, in words. An act that is not here stays with its organisation."""

MANY = frozenset({Act.TABLE_READ, Act.TOKEN_USED})
"""So many that the sign-ins would drown among them: shown when asked for, and on a page of their own."""

MOST = 20_000
"""Lines of a file to be taken away."""


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


def everything() -> Asked:
    """All that the programme may know of, but for what comes by the dozen."""
    return Asked(frozenset(WORDS) - MANY)


def lines(session: Session, number: int, asked: Asked | None = None) -> Page[Line]:
    """A page of the programme's audit, newest first."""
    page = page_of(session, asked or everything(), number)
    return Page(_lines(session, page.items), page.number, page.size, page.total)


def lines_to_take(session: Session, asked: Asked) -> list[Line]:
    """The newest of them, as they go into a file."""
    return _lines(session, newest(session, asked, MOST))


def _lines(session: Session, entries: Iterable[Entry]) -> list[Line]:
    entries = list(entries)
    ids = {one for entry in entries for one in (entry.user_id, entry.subject_id) if one}
    logins: dict[UUID, str] = {}
    for some in _parts(sorted(ids)):
        people = session.execute(select(User.id, User.login).where(User.id.in_(some)))
        logins.update((row.id, row.login) for row in people)
    organisations = {one.id: one for one in session.scalars(select(Organisation))}
    return [_line(entry, organisations[entry.organisation_id], logins) for entry in entries]


def _parts(ids: list[UUID], size: int = 500) -> Iterable[list[UUID]]:
    return (ids[at : at + size] for at in range(0, len(ids), size))


def _line(entry: Entry, organisation: Organisation, logins: dict[UUID, str]) -> Line:
    return Line(
        entry.at, _login(logins, entry.user_id), organisation, entry.act, _login(logins, entry.subject_id)
    )


def _login(logins: dict[UUID, str], user_id: UUID | None) -> str:
    return logins.get(user_id, "") if user_id else ""
