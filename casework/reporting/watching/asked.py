"""Requests for tables as the audit has them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, String, cast, extract, select
from sqlalchemy.orm import Session

from auth.models import Organisation, User
from casework.audit.asked import Asked, newest, page_of
from casework.audit.models import Act, Entry
from casework.core import clock
from casework.core.paging import Page
from casework.reporting.noting import Request

ACTS = frozenset({Act.TABLE_READ, Act.TABLE_REFUSED})
MOST = 20_000
"""Lines of a file to be taken away."""
_AT_ONCE = 500
_REFUSED = Act.TABLE_REFUSED.value
Told = tuple[str, int, bool, int]
"""Whose id, in which second of 1970 and after, whether it was refused, and the number of what."""


@dataclass(frozen=True)
class Line:
    """One request: when, by whom, for what, and whether it was refused. `request` is none where the audit
    holds no table that can be read back."""

    at: datetime
    login: str
    organisation: Organisation
    request: Request | None
    refused: bool

    @property
    def time(self) -> str:
        """The hour and minute in Nepal."""
        return f"{self.at.astimezone(clock.KATHMANDU):%H:%M}"


@dataclass(frozen=True)
class Look:
    """What somebody asked for in one minute by one door with one answer, and how often: a page shows several
    tables."""

    first: Line
    requests: Sequence[tuple[Request | None, int]]


def looks(session: Session, asked: Asked, number: int) -> Page[Look]:
    """A page of the requests, newest first; its size and number are those of single tables."""
    page = page_of(session, asked, number)
    groups: dict[object, list[Line]] = {}
    for line in _lines(session, page.items):
        groups.setdefault(_at_once(line), []).append(line)
    found = [Look(some[0], list(Counter(line.request for line in some).items())) for some in groups.values()]
    return Page(found, page.number, page.size, page.total)


def _at_once(line: Line) -> tuple[object, ...]:
    told = (line.request.door, line.request.release) if line.request else ()
    return clock.day_of(line.at), line.time, line.login, line.refused, told


def lines_to_take(session: Session, asked: Asked) -> list[Line]:
    """The newest of them, as they go into a file."""
    return _lines(session, newest(session, asked, MOST))


def rows(session: Session, asked: Asked) -> Iterator[Told]:
    """What each request was, for whoever counts: as plain as the database has it, for they are many."""
    everywhere = Entry.organisation_id.in_(select(Organisation.id))
    known = (Entry.user_id.is_not(None), Entry.subject_id.is_not(None))
    moment = cast(extract("epoch", Entry.at), BigInteger)
    columns = (cast(Entry.user_id, String), moment, cast(Entry.act, String), cast(Entry.subject_id, String))
    query = select(*columns).where(everywhere, *known, *asked.conditions())
    for user, at, act, subject in session.connection().execute(query):
        yield user, at, act == _REFUSED, int(subject.replace("-", ""), 16)


def people(session: Session) -> list[User]:
    """Everybody who ever asked."""
    asked = select(Entry.user_id).where(
        Entry.organisation_id.in_(select(Organisation.id)), Entry.act.in_(sorted(ACTS))
    )
    return list(session.scalars(select(User).where(User.id.in_(asked.distinct())).order_by(User.login)))


def logins(session: Session, ids: Iterable[UUID]) -> dict[UUID, str]:
    """The sign-in names of some people."""
    ordered, found = sorted(ids), dict[UUID, str]()
    for at in range(0, len(ordered), _AT_ONCE):
        query = select(User.id, User.login).where(User.id.in_(ordered[at : at + _AT_ONCE]))
        found.update((row.id, row.login) for row in session.execute(query))
    return found


def _lines(session: Session, entries: Iterable[Entry]) -> list[Line]:
    entries = list(entries)
    names = logins(session, {entry.user_id for entry in entries if entry.user_id})
    organisations = {one.id: one for one in session.scalars(select(Organisation))}
    return [
        Line(
            entry.at,
            names.get(entry.user_id, "") if entry.user_id else "",
            organisations[entry.organisation_id],
            Request.parse(entry.subject_id),
            entry.act is Act.TABLE_REFUSED,
        )
        for entry in entries
    ]
