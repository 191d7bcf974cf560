"""Keeping courses and cohorts, and giving places in them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from auth.models import User
from casework.audit.chain import note
from casework.audit.models import Act
from casework.cases.known import card_of, share_of
from casework.cases.models import Case
from casework.cases.writing import hold_open
from casework.core import clock
from casework.core.errors import NotVisible
from casework.training.counted import tell_place
from casework.training.enrolment import CertificateName, Enrolment, EnrolmentState, Happening
from casework.training.errors import CohortEnded, CohortFull, NoFreePlace
from casework.training.models import ClassSession, Cohort, CohortDetails, CohortState, Course
from casework.training.queries import (
    classes_of,
    details_of,
    find_cohort,
    find_course,
    known_by_cohort,
    places_taken,
)
from casework.training.tracing import rename
from casework.training.writing import hold_hers
from casework.vault.acting import actor, own_ring
from casework.vault.folders import Folder
from casework.vault.grants import make_folder
from casework.vault.keyring import keyring


def keep_course(session: Session, user: User, course_id: UUID, fields: Mapping[str, Any]) -> Course:
    """Write a course of the catalogue, new or known. Raises NotVisible for another's."""
    course = session.get(Course, course_id)
    if course is None:
        course = Course(id=course_id, organisation_id=user.organisation_id)
        session.add(course)
    elif course.organisation_id != user.organisation_id:
        raise NotVisible
    for name in ("trade", "hours", "level", "title_en", "title_ne"):
        setattr(course, name, fields[name])
    return course


def open_cohort(
    session: Session, user: User, cohort_id: UUID, *, course_id: UUID, fields: Mapping[str, Any]
) -> Cohort:
    """Begin a cohort: a folder of the organisation's own, with its details. A second submission
    leads to the first."""
    if session.get(Folder, cohort_id) is not None:
        return find_cohort(session, user, cohort_id)
    course = find_course(session, user, course_id)
    folder = make_folder(session, own_ring(session), folder_id=cohort_id)
    cohort = Cohort(id=folder.id, organisation_id=user.organisation_id, course_id=course.id)
    session.add(cohort)
    session.flush()
    session.add(CohortDetails(folder_id=cohort.id, **fields))
    note(session, actor(session), Act.CREATED, folder_id=cohort.id)
    return cohort


def change_cohort(session: Session, cohort: Cohort, *, revision: int, fields: Mapping[str, Any]) -> None:
    """Change when and where a cohort meets. Raises EditedMeanwhile."""
    details = details_of(session, cohort.id)
    details.expect_revision(revision)
    for name, value in fields.items():
        setattr(details, name, value)


def end_cohort(cohort: Cohort, *, ended: bool = True) -> None:
    """Close a cohort, or open it again."""
    cohort.state = CohortState.ENDED if ended else CohortState.OPEN


def hold_class(session: Session, user: User, cohort_id: UUID, *, day: date) -> ClassSession:
    """The class of a day, made if there is none: a cohort meets once a day. Raises CohortEnded."""
    cohort = find_cohort(session, user, cohort_id, lock=True)
    if cohort.state is CohortState.ENDED:
        raise CohortEnded
    known = next((one for one in classes_of(session, cohort.id) if one.day == day), None)
    if known is not None:
        return known
    made = ClassSession(folder_id=cohort.id, day=day)
    session.add(made)
    return made


def enrol(
    session: Session,
    user: User,
    enrolment_id: UUID,
    *,
    cohort_id: UUID,
    case: Case,
    name: str = "",
) -> Enrolment:
    """Give her a place, or the next line of the waiting list. A second submission, or a second
    enrolment in the same cohort, leads to the first.

    Raises CohortFull, CohortEnded, FileClosed, AtRest, or NotVisible where we no longer know who she is.
    """
    cohort = find_cohort(session, user, cohort_id, lock=True)
    keyring(session).open_folders(session, [case.id])
    known = _known(session, cohort.id, case.id)
    if known is not None and known.state is not EnrolmentState.LEFT:
        return known
    card_of(session, case.id)
    if cohort.state is CohortState.ENDED:
        raise CohortEnded
    hold_open(session, case)
    row = known or _new(session, enrolment_id, cohort.id, case.id)
    _place(session, user, cohort, row)
    session.flush()
    _name(session, case, row, name)
    return row


def _known(session: Session, cohort_id: UUID, case_id: UUID) -> Enrolment | None:
    return session.scalar(
        select(Enrolment).where(Enrolment.cohort_id == cohort_id, Enrolment.folder_id == case_id)
    )


def _new(session: Session, enrolment_id: UUID, cohort_id: UUID, case_id: UUID) -> Enrolment:
    if session.get(Enrolment, enrolment_id) is not None:
        raise NotVisible  # the form was for somebody else
    return Enrolment(row_id=enrolment_id, folder_id=case_id, cohort_id=cohort_id)


def _place(session: Session, user: User, cohort: Cohort, row: Enrolment) -> None:
    details = details_of(session, cohort.id)
    others = [r for r in known_by_cohort(session, [cohort.id]).get(cohort.id, []) if r is not row]
    taken, waiting = places_taken(others)
    # Whoever waits comes first: a free place is given from the list, never past it.
    if taken < details.places and not waiting:
        row.left_on, row.left_reason = None, ""
        row.happened(Happening.ENROLLED, clock.today(), user.id, clock.now())
    elif waiting < details.waiting_places:
        row.happened(Happening.WAITING, clock.today(), user.id, clock.now())
    else:
        raise CohortFull
    session.add(row)
    session.flush()
    if row.state is not EnrolmentState.WAITING:
        tell_place(session, row)


def give_place(session: Session, user: User, row: Enrolment) -> None:
    """Give a free place to a woman on the waiting list. Raises NoFreePlace, CohortEnded, FileClosed,
    AtRest, or NotVisible where we no longer know who she is."""
    cohort = find_cohort(session, user, row.cohort_id, lock=True)
    hold_hers(session, row)
    if row.state is not EnrolmentState.WAITING:
        return
    if cohort.state is CohortState.ENDED:
        raise CohortEnded
    taken, _waiting = places_taken(known_by_cohort(session, [cohort.id]).get(cohort.id, []))
    if taken >= details_of(session, cohort.id).places:
        raise NoFreePlace
    row.happened(Happening.ENROLLED, clock.today(), user.id, clock.now())
    tell_place(session, row)


def name_for_certificate(session: Session, case: Case, row: Enrolment, name: str) -> None:
    """Keep her name as on her citizenship. A referred woman's goes with the share. Raises NotVisible,
    FileClosed or AtRest."""
    hold_hers(session, row)
    _name(session, case, row, name)


def _name(session: Session, case: Case, row: Enrolment, name: str) -> None:
    known = certificate_name(session, row)
    if known is not None:
        rename(session, known, name)
    elif name:
        share = share_of(session, case)
        session.add(CertificateName(folder_id=case.id, enrolment_id=row.id, grant_id=share, name=name))


def certificate_name(session: Session, row: Enrolment) -> CertificateName | None:
    """Her name for the certificate, if it was asked and we still may have it."""
    return session.scalar(select(CertificateName).where(CertificateName.enrolment_id == row.id))
