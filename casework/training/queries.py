"""Reading courses, cohorts and enrolments. Everything starts from what the person may see."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from auth.models import User
from casework.cases.awake import find_awake
from casework.cases.known import cards
from casework.cases.taught import catalogue
from casework.core.errors import NotVisible
from casework.training.enrolment import Attendance, Enrolment, EnrolmentState, SkillTest
from casework.training.models import ClassSession, Cohort, CohortDetails, CohortState, Course
from casework.vault.keyring import keyring


def courses_of(user: User) -> Select[Course]:
    """The catalogue of her organisation."""
    return select(Course).where(Course.organisation_id == user.organisation_id)


@catalogue
def trades_taught(session: Session, organisation_ids: Collection[UUID]) -> dict[UUID, set[str]]:
    """The trades in the catalogues of some organisations."""
    found: dict[UUID, set[str]] = {}
    columns = select(Course.organisation_id, Course.trade)
    for one, trade in session.execute(columns.where(Course.organisation_id.in_(organisation_ids))):
        found.setdefault(one, set()).add(trade)
    return found


def visible_to(user: User) -> Select[Cohort]:
    """The cohorts of her organisation."""
    return select(Cohort).where(Cohort.organisation_id == user.organisation_id)


def find_course(session: Session, user: User, course_id: UUID) -> Course:
    """One course of her organisation. Raises NotVisible."""
    course = session.scalar(courses_of(user).where(Course.id == course_id))
    if course is None:
        raise NotVisible
    return course


def find_cohort(session: Session, user: User, cohort_id: UUID, *, lock: bool = False) -> Cohort:
    """One cohort of her organisation, its sheet loaded; with `lock`, so that two people cannot
    give the same place. Raises NotVisible."""
    query = visible_to(user).where(Cohort.id == cohort_id)
    cohort = session.scalar(query.with_for_update() if lock else query)
    if cohort is None:
        raise NotVisible
    keyring(session).open_folders(session, [cohort.id])
    return cohort


def details_of(session: Session, cohort_id: UUID) -> CohortDetails:
    """When and where a cohort meets. Its sheet has to be loaded."""
    return session.scalars(select(CohortDetails).where(CohortDetails.folder_id == cohort_id)).one()


def find_enrolment(session: Session, user: User, enrolment_id: UUID) -> Enrolment:
    """One enrolment in a cohort of her organisation, its sheets loaded. Raises NotVisible."""
    cohorts = visible_to(user).with_only_columns(Cohort.id)
    found = session.scalar(
        select(Enrolment).where(Enrolment.id == enrolment_id, Enrolment.cohort_id.in_(cohorts))
    )
    if found is None:
        raise NotVisible
    find_awake(session, user, found.folder_id)
    keyring(session).open_folders(session, [found.folder_id, found.cohort_id])
    return found


def enrolments_of(session: Session, cohort_ids: Iterable[UUID]) -> list[Enrolment]:
    """All enrolments of some cohorts, their sheets loaded: two SELECTs, however many there are."""
    rows = list(session.scalars(select(Enrolment).where(Enrolment.cohort_id.in_(list(cohort_ids)))))
    keyring(session).open_folders(session, {row.folder_id for row in rows})
    return rows


def classes_of(session: Session, cohort_id: UUID) -> list[ClassSession]:
    """The days of a cohort, first to last. Its sheet has to be loaded."""
    rows = session.scalars(select(ClassSession).where(ClassSession.folder_id == cohort_id))
    return sorted(rows, key=lambda one: (one.day, one.id))


def enrolments_in(session: Session, case_ids: Iterable[UUID]) -> list[Enrolment]:
    """The enrolments that lie in some files, as far as they can be read; sheets have to be loaded."""
    ids = list(case_ids)
    rows = session.scalars(select(Enrolment).where(Enrolment.folder_id.in_(ids))) if ids else ()
    return sorted((r for r in rows if r.readable), key=lambda r: r.events[0].at)


@dataclass(frozen=True)
class CohortLine:
    """A cohort as a list or a choice shows it."""

    cohort: Cohort
    course: Course
    details: CohortDetails
    taken: int
    waiting: int

    @property
    def free(self) -> int:
        """How many places nobody has."""
        return max(0, self.details.places - self.taken)


def cohort_lines(session: Session, user: User, *, open_only: bool = False) -> list[CohortLine]:
    """The cohorts of her organisation, the newest first. The same number of statements always."""
    query = visible_to(user)
    if open_only:
        query = query.where(Cohort.state == CohortState.OPEN)
    cohorts = list(session.scalars(query))
    ids = [cohort.id for cohort in cohorts]
    keyring(session).open_folders(session, ids)
    details = {d.folder_id: d for d in session.scalars(_details_in(ids))}
    courses = {c.id: c for c in session.scalars(courses_of(user))}
    known = known_by_cohort(session, ids)
    lines = [
        CohortLine(c, courses[c.course_id], details[c.id], *places_taken(known.get(c.id, [])))
        for c in cohorts
    ]
    return sorted(lines, key=lambda li: (li.details.first_day or date.min, li.cohort.id), reverse=True)


def _details_in(ids: list[UUID]) -> Select[CohortDetails]:
    return select(CohortDetails).where(CohortDetails.folder_id.in_(ids))


def known_by_cohort(session: Session, cohort_ids: list[UUID]) -> dict[UUID, list[Enrolment]]:
    """The enrolments of women whom we still know, by cohort: a place that was given up is free."""
    rows = enrolments_of(session, cohort_ids)
    named = cards(session, {row.folder_id for row in rows})
    found: dict[UUID, list[Enrolment]] = {}
    for row in rows:
        if row.folder_id in named:
            found.setdefault(row.cohort_id, []).append(row)
    return found


def places_taken(rows: list[Enrolment]) -> tuple[int, int]:
    """How many have a place, and how many wait for one."""
    taken = sum(row.has_place for row in rows)
    waiting = sum(row.state is EnrolmentState.WAITING for row in rows)
    return taken, waiting


@dataclass(frozen=True)
class Progress:
    """What may be told of an enrolment: how often she came, and what came of it."""

    enrolment_id: UUID
    case_id: UUID
    course: Course
    state: EnrolmentState
    held: int
    attended: int
    excused: int
    absent: int
    completed_on: date | None
    test: SkillTest | None
    certificate: str
    left_on: date | None
    left_reason: str


def progress(session: Session, case_ids: Iterable[UUID]) -> dict[UUID, list[Progress]]:
    """The enrolments of some files, by file: one's own, or a network's of which attendance and
    outcome are shared back. Files whose part cannot be read are left out; sheets have to be loaded."""
    rows = enrolments_in(session, case_ids)
    cohorts = select(Cohort.id, Course).join(Course, Course.id == Cohort.course_id)
    taught = session.execute(cohorts.where(Cohort.id.in_({row.cohort_id for row in rows})))
    courses = {each[0]: each[1] for each in taught}
    found: dict[UUID, list[Progress]] = {}
    for row in rows:
        found.setdefault(row.folder_id, []).append(_progress(row, courses[row.cohort_id]))
    return found


def _progress(row: Enrolment, course: Course) -> Progress:
    return Progress(
        enrolment_id=row.id,
        case_id=row.folder_id,
        course=course,
        state=row.state,
        held=len(row.marks),
        attended=row.attended,
        excused=row.total(Attendance.EXCUSED),
        absent=row.total(Attendance.ABSENT),
        completed_on=row.completed_on,
        test=row.test,
        certificate=row.certificate,
        left_on=row.left_on,
        left_reason=row.left_reason,
    )
