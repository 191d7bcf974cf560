"""What the page of an import shows at each point of its way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from auth.models import User
from casework.core.i18n import language
from casework.core.paging import paginate
from casework.imports.columns import as_written
from casework.imports.headings import allowed, headings
from casework.imports.hints import known
from casework.imports.models import Import, ImportChunk, Line, Outcome, State
from casework.imports.problems import Problem
from casework.imports.queries import chunks, terms
from casework.imports.retry import failed_lines
from casework.imports.samples import corrected
from casework.imports.trial import Tried, not_imported, try_lines


@dataclass(frozen=True)
class Finding:
    """A line, what is wrong in it, the heading of the cell as the file has it, and what stands there."""

    line: int
    problem: Problem
    heading: str = ""
    text: str = ""

    @property
    def answers(self) -> list[str]:
        """What may stand there, where it is one of a list."""
        return allowed(self.problem.field, language()) if self.problem.of_a_list else []


def page_of(session: Session, user: User, job: Import, number: int) -> dict[str, Any]:
    """The values of the template that belongs to the import's state."""
    if job.state is State.CHECKED:
        return _trial(session, user, job, number)
    if job.state is State.DONE:
        return _result(session, job, number)
    return {}


def _trial(session: Session, user: User, job: Import, number: int) -> dict[str, Any]:
    parts = [part for part in chunks(session, job.id) if part.number >= job.chunk]
    tried = try_lines(parts, calendar=terms(session, job.id).calendar, basis=None)
    here = known(session, user, tried)
    return {
        "lines": len(tried),
        "fine": sum(one.fine for one in tried),
        "already": here.lines,
        "hints": here.hints,
        "behind": not_imported(parts),
        "findings": paginate(list(_findings(tried, _headings(parts))), number),
    }


def _headings(parts: Iterable[ImportChunk]) -> dict[str, str]:
    """How the lines' own files head each column; plain words for one that they have not."""
    found = {one.field: one.label(language()) for one in headings()}
    for part in parts:
        found |= as_written(part.headings)
    return found


def _findings(tried: Iterable[Tried], heads: Mapping[str, str]) -> Iterable[Finding]:
    """Problems first, remarks after them, each in the order of the file."""
    found = [
        Finding(
            one.line.number,
            problem,
            heading=heads.get(problem.field, ""),
            text=one.texts.get(problem.field, ""),
        )
        for one in tried
        for problem in one.reading.problems
    ]
    return sorted(found, key=lambda finding: not finding.problem.stops)


def _result(session: Session, job: Import, number: int) -> dict[str, Any]:
    parts = chunks(session, job.id)
    lines = [line for part in parts for line in part.lines]
    counts = Counter(line.outcome for line in lines)
    return {
        "correctable": any(line.can_be_corrected for line in lines),
        "corrected": corrected(failed_lines(parts)) is not None,
        "counts": {outcome.value: counts[outcome] for outcome in Outcome},
        "findings": paginate(list(_faults(lines, _headings(parts))), number),
    }


def _faults(lines: Iterable[Line], heads: Mapping[str, str]) -> Iterable[Finding]:
    for line in lines:
        if line.outcome is Outcome.FAILED:
            for fault in line.faults:
                if fault.problem.stops:
                    yield Finding(line.number, fault.problem, heading=heads.get(fault.field, ""))
