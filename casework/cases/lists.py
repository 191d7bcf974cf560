"""The list of files: cards beside cases, sorted and filtered after opening."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from auth.models import User
from casework.cases.models import Case
from casework.cases.queries import hidden_from, sees_all, visible_ids
from casework.cases.staff import Staff
from casework.core.i18n import _l, language
from casework.core.name_script import sort_key
from casework.vault.own_cards import own_cards
from casework.vault.register import CardText, Entry


class Sort(StrEnum):
    """In which order."""

    NAME = "name"
    OPENED = "opened"
    WORKER = "worker"


class State(StrEnum):
    """Which files."""

    OPEN = "open"
    CLOSED = "closed"


SORTS = {Sort.NAME: _l("By name"), Sort.OPENED: _l("Newest first"), Sort.WORKER: _l("By caseworker")}
STATES = {State.OPEN: _l("Open"), State.CLOSED: _l("Closed")}


class CaseLine(NamedTuple):
    """Of a case what a list shows. Thousands of these are read where few whole cases are wanted."""

    id: UUID
    source_id: UUID | None
    opened_on: date
    closed_on: date | None
    assigned_to: UUID | None


@dataclass(frozen=True)
class Listed:
    """One line of the list."""

    case: Case | CaseLine
    card: CardText
    mine: bool

    @property
    def name(self) -> str:
        """The name she uses; "" where we hold no key to it any more."""
        return self.card.name


def listed(session: Session, user: User, among: Collection[UUID] | None = None) -> list[Listed]:
    """Every file of the organisation with its card, or those among some, in a fixed number of
    statements. `mine` are those that open without a reason."""
    cases = _lines(session, user, among)
    folders = None if among is None else [i for case in cases for i in (case.id, case.source_id) if i]
    cards = own_cards(session, folders)
    open_now = None if sees_all(user) else visible_ids(session, user, among)
    return [
        Listed(case, card_of_case(cards, case), open_now is None or case.id in open_now) for case in cases
    ]


def _lines(session: Session, user: User, among: Collection[UUID] | None) -> list[CaseLine]:
    columns = select(Case.id, Case.source_id, Case.opened_on, Case.closed_on, Case.assigned_to)
    there = columns.where(Case.id.not_in(hidden_from(user)))
    if among is None:
        rows = session.execute(there.where(Case.organisation_id == user.organisation_id))
        return [CaseLine._make(row) for row in rows]
    # By their ids alone: asked for the organisation too, SQLite would go through all of its files.
    few = session.execute(there.add_columns(Case.organisation_id).where(Case.id.in_(among)))
    return [CaseLine._make(line) for *line, owner in few if owner == user.organisation_id]


def cards_of(session: Session, cases: Collection[Case]) -> dict[UUID, CardText]:
    """What the register says of some files, in one SELECT. Only their cards are opened."""
    cards = own_cards(session, [i for case in cases for i in (case.id, case.source_id) if i])
    return {case.id: card_of_case(cards, case) for case in cases}


def card_of_case(cards: dict[UUID, Entry], case: Case | CaseLine) -> CardText:
    """What the register says of a file: who she is comes from the partner's card where there is
    one, for as long as its share lives; code and numbers are our own."""
    own = cards[case.id].text if case.id in cards else CardText()
    source = cards.get(case.source_id) if case.source_id else None
    if source is None:
        return own
    shared = source.text
    return CardText(
        name=shared.name,
        names=shared.names,
        code=own.code,
        phones=shared.phones,
        numbers=own.numbers,
        birth_year=shared.birth_year,
        palika=shared.palika,
        sounds=shared.sounds,
    )


def arranged(
    files: list[Listed],
    *,
    state: State = State.OPEN,
    palika: int | None = None,
    worker: UUID | None = None,
    mine_only: bool = False,
) -> list[Listed]:
    """The files that a filter leaves."""
    return [
        one
        for one in files
        if (one.case.closed_on is not None) == (state is State.CLOSED)
        and (palika is None or one.card.palika == palika)
        and (worker is None or one.case.assigned_to == worker)
        and (not mine_only or one.mine)
    ]


def in_order(files: list[Listed], sort: Sort, staff: Staff) -> list[Listed]:
    """The files by name, by caseworker, or the newest first."""
    reader = language()
    named = sorted(files, key=lambda one: (sort_key(one.name, reader), one.card.code))
    if sort is Sort.OPENED:
        return sorted(named, key=lambda one: one.case.opened_on, reverse=True)
    if sort is Sort.WORKER:
        return sorted(named, key=lambda one: staff.name(one.case.assigned_to))
    return named


def by_worker(session: Session, user: User) -> list[Row[tuple[UUID | None, int]]]:
    """How many open files each colleague has."""
    query = (
        select(Case.assigned_to, func.count())
        .where(Case.organisation_id == user.organisation_id, Case.closed_on.is_(None))
        .where(Case.id.not_in(hidden_from(user)))
        .group_by(Case.assigned_to)
    )
    return list(session.execute(query))
