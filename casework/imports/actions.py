"""Taking a file in, beginning, bringing in the next part, trying again, emptying."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from auth.models import User
from casework.audit.chain import note
from casework.audit.models import Act
from casework.core import clock
from casework.core.errors import Refused
from casework.core.i18n import _l
from casework.imports.basis import Basis
from casework.imports.bringing import bring_in
from casework.imports.identity import naming_key
from casework.imports.models import CHUNK, Fault, Import, ImportChunk, ImportTerms, Line, Outcome, State
from casework.imports.problems import NOT_AGREED
from casework.imports.queries import chunk, chunks, find, take, terms
from casework.imports.retry import correcting, withdraw_corrected, without_reference
from casework.imports.tables import Table
from casework.imports.trial import Tried, try_lines
from casework.vault.acting import actor, own_ring
from casework.vault.grants import make_folder


class NotNow(Refused):
    """The import is at another point than the page that was sent."""

    message = _l("This has moved on in the meantime. Please look at the page again.")


@dataclass(frozen=True)
class Statement:
    """What the supervisor states when she begins."""

    basis: Basis
    agreed_on: date
    method: str = "in_person"
    reference: str = ""


def take_in(session: Session, user: User, *, import_id: UUID, table: Table, calendar: str) -> Import:
    """Keep a file's lines sealed, in a folder of their own. The same form sent twice makes one."""
    if session.get(Import, import_id) is not None:
        return find(session, user, import_id)
    folder = make_folder(session, own_ring(session), folder_id=import_id)
    made = Import(
        id=folder.id,
        organisation_id=user.organisation_id,
        by_user=user.id,
        state=State.CHECKED,
        total=0,
        done=0,
        chunk=1,
    )
    session.add(made)
    session.add(ImportTerms(folder_id=folder.id, calendar=calendar))
    _add_lines(session, made, table)
    note(session, actor(session), Act.CREATED, folder_id=folder.id)
    return made


def _add_lines(session: Session, job: Import, table: Table) -> None:
    """Put lines behind those that are there, a chunk of one batch at a time."""
    last = _last(session, job.id)
    lines = [Line(number=row.number, cells=row.cells) for row in table.rows]
    for offset in range(0, len(lines), CHUNK):
        last += 1
        part = tuple(lines[offset : offset + CHUNK])
        session.add(ImportChunk(folder_id=job.id, number=last, headings=table.headings, lines=part))
    job.total += len(lines)


def _count_out(job: Import, corrected: int) -> None:
    """A corrected line takes the place of the failed one: it is one line of the list, not two."""
    job.total -= corrected
    job.done -= corrected


def _last(session: Session, import_id: UUID) -> int:
    query = select(func.max(ImportChunk.number)).where(ImportChunk.folder_id == import_id)
    return session.scalar(query) or 0


def start(
    session: Session, user: User, import_id: UUID, statement: Statement, *, leave_out: Collection[int] = ()
) -> Import:
    """State the basis and begin. Lines with a problem are set aside here, once and for all parts;
    `leave_out` are the numbers of lines that the supervisor does not want. Raises NotVisible, NotNow."""
    job = take(session, user, import_id)
    if job.state is State.RUNNING:
        return job
    if job.state is not State.CHECKED:
        raise NotNow
    stated = terms(session, job.id)
    stated.basis, stated.reference = statement.basis, statement.reference
    stated.agreed_on, stated.method = statement.agreed_on, statement.method
    stated.stated_by, stated.stated_at = user.id, clock.now()
    waiting = [part for part in chunks(session, job.id) if part.number >= job.chunk]
    tried = try_lines(waiting, calendar=stated.calendar, basis=statement.basis)
    _set_aside(waiting, tried, frozenset(leave_out))
    job.state = State.RUNNING
    naming_key(session, user)
    note(session, actor(session), Act.IMPORTED, folder_id=job.id)
    return job


def _set_aside(parts: Iterable[ImportChunk], tried: Iterable[Tried], leave_out: Collection[int]) -> None:
    decided = {(one.line.number, one.line.cells): _decided(one, leave_out) for one in tried}
    for part in parts:
        part.lines = tuple(decided.get((line.number, line.cells), line) for line in part.lines)


def _decided(one: Tried, leave_out: Collection[int]) -> Line:
    faults = tuple(Fault(problem.kind, problem.field) for problem in one.reading.problems)
    if one.line.number in leave_out:
        return Line(one.line.number, outcome=Outcome.LEFT_OUT)
    not_agreed = tuple(fault for fault in faults if fault.kind in NOT_AGREED)
    if not_agreed:
        return Line(one.line.number, outcome=Outcome.FAILED, faults=not_agreed)
    if not one.fine:
        return replace(one.line, outcome=Outcome.FAILED, faults=faults)
    return replace(one.line, faults=faults)


def go_on(session: Session, user: User, import_id: UUID) -> Import:
    """Bring in the next part, under the lock of the import. When nothing is left, it is done: asking
    again changes nothing. Raises NotVisible."""
    job = take(session, user, import_id)
    if job.state is not State.RUNNING:
        return job
    last = _last(session, job.id)
    if job.chunk <= last:
        part = chunk(session, job.id, job.chunk)
        stated, key = terms(session, job.id), naming_key(session, user)
        part.lines = tuple(bring_in(session, user, part, stated, key))
        job.done += len(part.lines)
        job.chunk += 1
    if job.chunk > last:
        job.state = State.DONE
    return job


def try_again(session: Session, user: User, import_id: UUID, table: Table) -> Import:
    """Take corrected lines into the same import. They replace the failed ones that they name; a file
    that names none replaces all failed ones. A line that was not agreed to stays out, whatever the file
    says of it now. Raises NotVisible, NotNow."""
    job = take(session, user, import_id)
    if job.state is not State.DONE:
        raise NotNow
    parts = chunks(session, job.id)
    table = correcting(parts, table)
    _count_out(job, withdraw_corrected(parts, table))
    _add_lines(session, job, without_reference(table))
    job.state = State.CHECKED
    return job


def empty(session: Session, user: User, import_id: UUID) -> Import:
    """Delete every line that waits or failed. Files that were opened stay. Raises NotVisible, NotNow."""
    job = take(session, user, import_id)
    if job.state is State.RUNNING:
        raise NotNow
    for part in chunks(session, job.id):
        session.delete(part)
    job.state = State.EMPTIED
    note(session, actor(session), Act.DELETED, folder_id=job.id)
    return job
