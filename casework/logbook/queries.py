"""The log of one's own organisation, and which files of it are meant, for whoever has their keys."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from auth.models import User
from casework.audit.asked import Asked, newest, page_of
from casework.audit.models import Act, Entry
from casework.cases.queries import hidden_from
from casework.cases.search import search
from casework.core import clock
from casework.core.paging import Page
from casework.logbook.words import WORDS
from casework.vault.own_cards import own_cards
from casework.vault.register import plain_number

MOST = 10_000
_AT_ONCE = 500


@dataclass(frozen=True)
class Line:
    """One act, or the last of several that differ in nothing but their time. `code`: the spoken code of
    its file, where our keys open the card."""

    at: datetime
    who: User | None
    act: Act
    about: User | None
    code: str
    times: int = 1

    @property
    def time(self) -> str:
        """The hour and minute in Nepal."""
        return f"{self.at.astimezone(clock.KATHMANDU):%H:%M}"


def of_own(user: User) -> Asked:
    """All that her organisation reads; of the files of a few only those who have them."""
    return Asked(frozenset(WORDS), organisation_id=user.organisation_id, but=hidden_from(user))


def with_code(session: Session, user: User, code: str) -> frozenset[UUID]:
    """The files with this code, which are one or none."""
    wanted = plain_number(code)
    found = search(session, user, code)
    return frozenset(one.case.id for one in found if plain_number(one.card.code) == wanted)


def lines(session: Session, asked: Asked, number: int) -> Page[Line]:
    """A page of the log, newest first."""
    page = page_of(session, asked, number)
    return Page(folded(_lines(session, page.items)), page.number, page.size, page.total)


def folded(found: Iterable[Line]) -> list[Line]:
    """Acts of one day that follow each other and are the same, as one line with their number."""
    groups = [list(alike) for _same, alike in groupby(found, _but_the_time)]
    return [replace(alike[0], times=len(alike)) for alike in groups]


def _but_the_time(line: Line) -> tuple[object, ...]:
    return clock.day_of(line.at), line.who, line.act, line.about, line.code


def lines_to_take(session: Session, asked: Asked) -> list[Line]:
    """The newest of them, as they go into a file."""
    return _lines(session, newest(session, asked, MOST))


def _lines(session: Session, entries: Sequence[Entry]) -> list[Line]:
    ids = {one for entry in entries for one in (entry.user_id, entry.subject_id) if one}
    people: dict[UUID, User] = {}
    for some in _parts(ids):
        people.update((one.id, one) for one in session.scalars(select(User).where(User.id.in_(some))))
    codes = _codes(session, {entry.folder_id for entry in entries if entry.folder_id})
    return [_line(entry, people, codes) for entry in entries]


def _line(entry: Entry, people: dict[UUID, User], codes: dict[UUID, str]) -> Line:
    who = people.get(entry.user_id) if entry.user_id else None
    about = people.get(entry.subject_id) if entry.subject_id else None
    code = codes.get(entry.folder_id, "") if entry.folder_id else ""
    return Line(entry.at, who, entry.act, about, code)


def _codes(session: Session, folder_ids: set[UUID]) -> dict[UUID, str]:
    found: dict[UUID, str] = {}
    for some in _parts(folder_ids):
        cards = own_cards(session, some)
        found.update((folder_id, card.text.code) for folder_id, card in cards.items())
    return found


def _parts(ids: Iterable[UUID]) -> Iterable[list[UUID]]:
    ordered = sorted(ids)
    return (ordered[at : at + _AT_ONCE] for at in range(0, len(ordered), _AT_ONCE))
