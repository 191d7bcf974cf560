"""One enrolment: how often she came, and what came of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from auth.policy import Permission, requires
from casework.cases.attachments.queries import by_what_they_belong_to
from casework.cases.known import card_of
from casework.cases.meanwhile import both_versions, keeps_theirs
from casework.cases.models import Case
from casework.cases.writing import shut
from casework.core import clock
from casework.core.db import db
from casework.core.errors import EditedMeanwhile
from casework.training import outcomes
from casework.training.actions import certificate_name, give_place, name_for_certificate
from casework.training.enrolment import STATE_LABELS, Enrolment, SkillTest
from casework.training.forms import CertificateNameForm, CompletionForm, LeavingForm, OutcomeForm, TestForm
from casework.training.queries import details_of, find_cohort, find_course, find_enrolment
from casework.training.staff import names_of
from casework.training.views.blueprint import blueprint
from casework.training.views.feedback import tell_place, tell_saved

PATH = "/enrolments/<uuid:enrolment_id>"


@blueprint.get(PATH)
@requires(Permission.TRAINING)
def enrolment(enrolment_id: UUID) -> ResponseReturnValue:
    """One woman in one cohort."""
    row = find_enrolment(db.session, current_user, enrolment_id)
    card_of(db.session, row.folder_id)
    cohort = find_cohort(db.session, current_user, row.cohort_id)
    case = db.session.get_one(Case, row.folder_id)
    return render_template(
        "training/enrolment.html",
        case=case,
        papers=by_what_they_belong_to(db.session, case).get(row.id),
        row=row,
        cohort=cohort,
        details=details_of(db.session, cohort.id),
        course=find_course(db.session, current_user, cohort.course_id),
        certificate_name=certificate_name(db.session, row),
        labels=STATE_LABELS,
        staff=names_of(db.session, row),
        writable=not shut(db.session, [row.folder_id]),
    )


@blueprint.post(f"{PATH}/place")
@requires(Permission.TRAINING)
def place(enrolment_id: UUID) -> ResponseReturnValue:
    """A free place for a woman who waits."""
    row = find_enrolment(db.session, current_user, enrolment_id)
    give_place(db.session, current_user, row)
    tell_place(row)
    return redirect(url_for("training.cohort", cohort_id=row.cohort_id), 303)


@blueprint.post(f"{PATH}/asked-after")
@requires(Permission.TRAINING)
def asked_after(enrolment_id: UUID) -> ResponseReturnValue:
    """Somebody asked how she is."""
    row = find_enrolment(db.session, current_user, enrolment_id)
    outcomes.asked_after(db.session, current_user, row)
    return _done("asked_after", row)


@blueprint.get(f"{PATH}/name")
@requires(Permission.TRAINING)
def name_page(enrolment_id: UUID) -> ResponseReturnValue:
    """Her name for the certificate, to be asked or corrected."""
    row = find_enrolment(db.session, current_user, enrolment_id)
    known = certificate_name(db.session, row)
    return _page("name", row, CertificateNameForm(data={"name": known.name if known else ""}))


@blueprint.post(f"{PATH}/name")
@requires(Permission.TRAINING)
def save_name(enrolment_id: UUID) -> ResponseReturnValue:
    """Her name for the certificate."""
    row = find_enrolment(db.session, current_user, enrolment_id)
    card_of(db.session, row.folder_id)
    form = CertificateNameForm()
    if not form.validate_on_submit():
        return _page("name", row, form), 422
    name_for_certificate(db.session, db.session.get_one(Case, row.folder_id), row, form.name.data)
    return _done("name", row)


def _saved(kind: str, row: Enrolment) -> dict[str, Any]:
    """What would fill a form now."""
    if kind == "test":
        test = row.test
        return {"level": test.level, "on": test.on, "result": test.result} if test else {}
    if kind == "leaving":
        return {"left_on": row.left_on, "left_reason": row.left_reason}
    return {"completed_on": row.completed_on, "certificate": row.certificate}


def _keep(kind: str, row: Enrolment, form: Any) -> None:
    revision = form.revision.data
    if kind == "test":
        test = SkillTest(form.level.data, form.on.data, form.result.data)
        outcomes.take_test(db.session, row, revision=revision, test=test)
    elif kind == "leaving":
        reason = form.left_reason.data or ""
        outcomes.leave(db.session, current_user, row, revision=revision, on=form.left_on.data, reason=reason)
    else:
        outcomes.complete(
            db.session,
            current_user,
            row,
            revision=revision,
            on=form.completed_on.data,
            certificate=form.certificate.data,
        )


def _first_day(kind: str, row: Enrolment) -> date | None:
    """The cohort's; whoever had a place or a turn before may also have left before."""
    begins = details_of(db.session, row.cohort_id).first_day
    return min(begins, row.events[0].on) if begins and kind == "leaving" else begins


FORMS: dict[str, Callable[..., OutcomeForm]] = {
    "completion": CompletionForm,
    "test": TestForm,
    "leaving": LeavingForm,
}


@blueprint.get(f"{PATH}/<any(completion, test, leaving):kind>")
@requires(Permission.TRAINING)
def outcome(enrolment_id: UUID, kind: str) -> ResponseReturnValue:
    """The form of one outcome."""
    row = find_enrolment(db.session, current_user, enrolment_id)
    answers = {**_saved(kind, row), "revision": row.revision}
    if kind == "completion" and row.completed_on is None:
        answers["completed_on"] = clock.today()
    return _page(kind, row, FORMS[kind](data=answers))


@blueprint.post(f"{PATH}/<any(completion, test, leaving):kind>")
@requires(Permission.TRAINING)
def save_outcome(enrolment_id: UUID, kind: str) -> ResponseReturnValue:
    """One outcome, saved."""
    row = find_enrolment(db.session, current_user, enrolment_id)
    form = FORMS[kind]()
    form.first_day = _first_day(kind, row)
    if keeps_theirs():
        return _back(row)
    if not form.validate_on_submit():
        return _page(kind, row, form), 422
    try:
        _keep(kind, row, form)
    except EditedMeanwhile:
        return both_versions(form, row, _saved(kind, row), back=url_for(".enrolment", enrolment_id=row.id))
    return _done(kind, row)


def _page(kind: str, row: Enrolment, form: Any) -> str:
    card_of(db.session, row.folder_id)
    case = db.session.get_one(Case, row.folder_id)
    return render_template("training/outcome.html", kind=kind, case=case, row=row, form=form)


def _done(kind: str, row: Enrolment) -> ResponseReturnValue:
    tell_saved(kind, row)
    return _back(row)


def _back(row: Enrolment) -> ResponseReturnValue:
    return redirect(url_for("training.enrolment", enrolment_id=row.id), 303)
