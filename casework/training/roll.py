"""The roll of one class: who is on it, and saving all of it at once.

Two tabs may stand open on one roll. Each line carries the answer that it was filled from, and a
line that was answered meanwhile is never overwritten without being shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from auth.models import User
from casework.cases.known import cards
from casework.cases.writing import shut
from casework.core import clock
from casework.core.errors import NotVisible
from casework.core.i18n import language
from casework.core.name_script import sort_key
from casework.training.counted import first_present, tell
from casework.training.enrolment import Attendance, Enrolment, EnrolmentState, Mark
from casework.training.errors import ClassToCome, RollTaken
from casework.training.models import ClassSession, Cohort
from casework.training.queries import classes_of, enrolments_of


@dataclass(frozen=True)
class Line:
    """One woman on the roll, with her answer so far."""

    enrolment: Enrolment
    name: str
    mark: Mark | None

    @property
    def value(self) -> Attendance | None:
        """The answer so far."""
        return self.mark.value if self.mark else None


@dataclass(frozen=True)
class Roll:
    """A class, its number, the women on its roll by name, and its totals, which keep those whose
    name we no longer know. `left_out` are those in whose files nothing may be written now."""

    session: ClassSession
    number: int
    lines: tuple[Line, ...]
    totals: Mapping[Attendance, int]
    left_out: frozenset[UUID] = frozenset()

    @property
    def open_lines(self) -> int:
        """How many have no answer yet."""
        return sum(line.value is None for line in self.lines)

    @property
    def untouched(self) -> bool:
        """Whether there is no answer at all yet."""
        return not any(self.totals.values())


@dataclass(frozen=True)
class Answer:
    """What came back for one line: the answer, and the one that the page was filled from."""

    value: Attendance | None
    was: Attendance | None


def roll_of(session: Session, cohort: Cohort, class_id: UUID) -> Roll:
    """The roll of one class, in a number of statements that does not depend on its length.
    Raises NotVisible, ClassToCome."""
    classes = classes_of(session, cohort.id)
    number, held = next(((n, one) for n, one in enumerate(classes, 1) if one.id == class_id), (0, None))
    if held is None:
        raise NotVisible
    if held.day > clock.today():
        raise ClassToCome
    rows = enrolments_of(session, [cohort.id])
    named = cards(session, {row.folder_id for row in rows})
    on_it = [row for row in rows if row.folder_id in named and _is_on(row, held)]
    closed = shut(session, named)
    lines = [
        Line(row, named[row.folder_id].name, row.mark_of(held.id))
        for row in on_it
        if row.folder_id not in closed
    ]
    reader = language()
    lines.sort(key=lambda line: (sort_key(line.name, reader), line.enrolment.id))
    left_out = frozenset(row.id for row in on_it if row.folder_id in closed)
    return Roll(held, number, tuple(lines), totals(rows, held.id), left_out)


def _is_on(row: Enrolment, held: ClassSession) -> bool:
    if row.mark_of(held.id) is not None:
        return True
    if row.state is EnrolmentState.LEFT:
        return (row.left_on or date.min) >= held.day
    return row.state is not EnrolmentState.WAITING


def totals(rows: Iterable[Enrolment], class_id: UUID) -> dict[Attendance, int]:
    """How many were present, excused and absent, named or not."""
    found = dict.fromkeys(Attendance, 0)
    for row in rows:
        mark = row.mark_of(class_id)
        if mark is not None:
            found[mark.value] += 1
    return found


def save_roll(session: Session, user: User, roll: Roll, answers: Mapping[UUID, Answer]) -> list[Line]:
    """Write the answers of a roll. Returns the lines that somebody else answered otherwise in the
    meantime: then nothing at all is written. Lines that are not on the roll are passed over."""
    met = [
        line
        for line in roll.lines
        if (answer := answers.get(line.enrolment.id)) and _clashes(line.value, answer)
    ]
    if met:
        return met
    for line in roll.lines:
        answer = answers.get(line.enrolment.id)
        if answer and answer.value and answer.value not in (line.value, answer.was):
            _put(session, line.enrolment, _mark(roll.session, line, answer.value, user.id))
    return []


def take_class_away(session: Session, roll: Roll) -> None:
    """A class that nobody answered on was opened by mistake. Raises RollTaken."""
    if not roll.untouched:
        raise RollTaken
    session.delete(roll.session)


def _put(session: Session, row: Enrolment, mark: Mark) -> None:
    """Write an answer; where it moves the day on which she first came, the numbers learn of it."""
    before = first_present(row)
    row.put(mark)
    if first_present(row) != before:
        tell(session, row, "attended")


def _clashes(now: Attendance | None, answer: Answer) -> bool:
    return now != answer.was and answer.value not in (now, answer.was)


def _mark(held: ClassSession, line: Line, value: Attendance, by: UUID) -> Mark:
    if line.mark is None:
        return Mark(held.id, held.day, value, by, clock.now())
    return line.mark.corrected(value, by, clock.now())
