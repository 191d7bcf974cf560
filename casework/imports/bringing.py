"""One line to one file: opened once, found again every other time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from auth.models import User
from casework.cases.actions import open_case, save
from casework.cases.models import Case
from casework.cases.queries import hidden_from
from casework.imports.attempt import attempt
from casework.imports.consenting import record_basis
from casework.imports.filling import fill
from casework.imports.identity import case_id_of, who
from casework.imports.models import Fault, ImportChunk, ImportTerms, Line, Outcome
from casework.imports.problems import Kind
from casework.imports.reading import read
from casework.imports.told import Told
from casework.imports.trial import texts
from casework.imports.working import write_work
from casework.vault.tombstones import erased


def bring_in(
    session: Session, user: User, part: ImportChunk, terms: ImportTerms, key: bytes
) -> Iterator[Line]:
    """Every line of a part, with what became of it."""
    waiting = [line for line in part.lines if line.outcome is Outcome.WAITING]
    told_by = {line: _told(line, part, terms) for line in waiting}
    hidden = set(session.scalars(hidden_from(user)))
    hidden -= erased(session, hidden)  # who was erased stays out, whoever had read her file
    ids = {line: _file_of(key, who(*told), hidden) for line, told in told_by.items()}
    here = set(session.scalars(select(Case.id).where(Case.id.in_(ids.values()))))
    gone = erased(session, ids.values())
    for line in part.lines:
        case_id = ids.get(line)
        if case_id is None:
            yield line
        elif case_id in gone:
            yield Line(line.number, outcome=Outcome.LEFT_OUT)
        elif case_id in here:
            yield Line(line.number, outcome=Outcome.HERE, case_id=case_id)
        else:
            yield _try(session, user, line, told_by[line][0], terms, case_id)
            here.add(case_id)


def _file_of(key: bytes, woman: str, hidden: set[UUID]) -> UUID:
    """Where a line leads. Of a file that only a few others read nothing is told: the line opens one of its
    own."""
    while (case_id := case_id_of(key, woman)) in hidden:
        woman += "\nagain"
    return case_id


def _told(line: Line, part: ImportChunk, terms: ImportTerms) -> tuple[Told, dict[str, str]]:
    cells = texts(part.headings, line.cells)
    return read(cells, calendar=terms.calendar, basis=terms.basis).told, cells


def _try(session: Session, user: User, line: Line, told: Told, terms: ImportTerms, case_id: UUID) -> Line:
    if any(fault.kind is Kind.PHONE_OF_MANY for fault in line.faults):
        told = replace(told, phone="")
    opened = attempt(session, lambda: _open(session, user, told, terms, case_id))
    if opened is None:
        return replace(line, outcome=Outcome.FAILED, faults=(Fault(Kind.NOT_SAVED),))
    return Line(line.number, outcome=Outcome.OPENED, faults=line.faults, case_id=case_id)


def _open(session: Session, user: User, told: Told, terms: ImportTerms, case_id: UUID) -> Case:
    case, person = open_case(session, user, case_id=case_id)
    fill(person, told)
    record_basis(session, user, case_id, terms)
    save(session, case_id, person)
    write_work(session, user, case, told)
    return case
