"""Bringing lists in, as a supervisor's requests would."""

from __future__ import annotations

from collections import Counter
from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from casework.cases.models import Case
from casework.imports import actions, queries
from casework.imports.basis import Basis
from casework.imports.models import Line, Outcome, State
from casework.imports.tables import Table, of_csv
from tests.imports import lists
from tests.support.people import Someone, acting

STATED = actions.Statement(Basis.ASKED, date(2026, 11, 1))


def table(rows: list[dict[str, str]]) -> Table:
    return of_csv(lists.as_csv(rows))


def take_in(someone: Someone, rows: list[dict[str, str]], import_id: UUID | None = None) -> UUID:
    import_id = import_id or uuid4()
    with acting(someone) as session:
        actions.take_in(session, someone.user, import_id=import_id, table=table(rows), calendar="ad")
    return import_id


def start(someone: Someone, import_id: UUID, **more: object) -> None:
    with acting(someone) as session:
        actions.start(session, someone.user, import_id, STATED, **more)  # type: ignore[arg-type]


def go_on(someone: Someone, import_id: UUID, times: int = 1000) -> State:
    for _time in range(times):
        with acting(someone) as session:
            state = actions.go_on(session, someone.user, import_id).state
        if state is State.DONE:
            break
    return state


def bring_in(someone: Someone, rows: list[dict[str, str]]) -> UUID:
    import_id = take_in(someone, rows)
    start(someone, import_id)
    assert go_on(someone, import_id) is State.DONE
    return import_id


def lines_of(session: Session, someone: Someone, import_id: UUID) -> list[Line]:
    queries.find(session, someone.user, import_id)
    return [line for part in queries.chunks(session, import_id) for line in part.lines]


def outcomes(someone: Someone, import_id: UUID) -> Counter[Outcome]:
    with acting(someone) as session:
        return Counter(line.outcome for line in lines_of(session, someone, import_id))


def files(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(Case)) or 0
