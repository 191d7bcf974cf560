"""Cohorts: the list, one of them, its form."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from auth.policy import Permission, requires
from casework.cases.meanwhile import both_versions, keeps_theirs
from casework.core import clock
from casework.core.db import db
from casework.core.errors import EditedMeanwhile
from casework.core.i18n import _
from casework.training.actions import change_cohort, hold_class, open_cohort
from casework.training.cohort_page import cohort_page
from casework.training.enrolment import STATE_LABELS
from casework.training.forms import COHORT_FIELDS, ClassForm, CohortForm, NewCohortForm
from casework.training.models import CohortDetails, CohortState
from casework.training.queries import cohort_lines, details_of, find_cohort
from casework.training.views.blueprint import blueprint
from casework.training.views.courses import course_choices


@blueprint.get("/cohorts")
@requires(Permission.TRAINING)
def cohorts() -> ResponseReturnValue:
    """Our cohorts, those that meet now first."""
    lines = cohort_lines(db.session, current_user)
    running = [line for line in lines if line.cohort.state is CohortState.OPEN]
    ended = [line for line in lines if line.cohort.state is CohortState.ENDED]
    return render_template("training/cohorts.html", running=running, ended=ended)


@blueprint.get("/cohorts/new")
@requires(Permission.TRAINING)
def new_cohort() -> ResponseReturnValue:
    """The form of a new cohort; without a course there is none."""
    choices = course_choices()
    if not choices:
        flash(_("Write down the course first."))
        return redirect(url_for("training.new_course"), 303)
    return _new(_new_form(choices))


@blueprint.post("/cohorts/new")
@requires(Permission.TRAINING)
def make_cohort() -> ResponseReturnValue:
    """A new cohort."""
    form = _new_form(course_choices())
    if not form.validate_on_submit():
        return _new(form), 422
    made = open_cohort(
        db.session,
        current_user,
        form.new_id.data,
        course_id=UUID(form.course.data),
        fields=form.fields(),
    )
    return redirect(url_for("training.cohort", cohort_id=made.id), 303)


def _new_form(choices: list[tuple[str, str]]) -> NewCohortForm:
    form = NewCohortForm()
    form.course.source = choices
    return form


def _new(form: NewCohortForm) -> str:
    return render_template("training/cohort_form.html", form=form, cohort=None)


@blueprint.get("/cohorts/<uuid:cohort_id>")
@requires(Permission.TRAINING)
def cohort(cohort_id: UUID) -> ResponseReturnValue:
    """One cohort: who learns in it, who waits, its days."""
    return _cohort(cohort_id, ClassForm(data={"day": clock.today()}))


def _cohort(cohort_id: UUID, form: ClassForm) -> str:
    found = find_cohort(db.session, current_user, cohort_id)
    page = cohort_page(db.session, current_user, found)
    return render_template("training/cohort.html", page=page, form=form, labels=STATE_LABELS)


@blueprint.post("/cohorts/<uuid:cohort_id>/classes")
@requires(Permission.TRAINING)
def make_class(cohort_id: UUID) -> ResponseReturnValue:
    """The class of a day, and on to its roll."""
    form = ClassForm()
    found = find_cohort(db.session, current_user, cohort_id)
    form.first_day = details_of(db.session, found.id).first_day
    if not form.validate_on_submit():
        return _cohort(cohort_id, form), 422
    held = hold_class(db.session, current_user, cohort_id, day=form.day.data)
    db.session.flush()
    return redirect(url_for("training.roll", cohort_id=cohort_id, class_id=held.id), 303)


@blueprint.get("/cohorts/<uuid:cohort_id>/details")
@requires(Permission.TRAINING)
def cohort_details(cohort_id: UUID) -> ResponseReturnValue:
    """When and where it meets, to be changed."""
    found = find_cohort(db.session, current_user, cohort_id)
    form = CohortForm(obj=details_of(db.session, found.id))
    return render_template("training/cohort_form.html", form=form, cohort=found)


@blueprint.post("/cohorts/<uuid:cohort_id>/details")
@requires(Permission.TRAINING)
def save_cohort(cohort_id: UUID) -> ResponseReturnValue:
    """When and where it meets, changed."""
    found = find_cohort(db.session, current_user, cohort_id)
    back = url_for("training.cohort", cohort_id=found.id)
    form = CohortForm()
    if keeps_theirs():
        return redirect(back, 303)
    if not form.validate_on_submit():
        return render_template("training/cohort_form.html", form=form, cohort=found), 422
    try:
        change_cohort(db.session, found, revision=form.revision.data, fields=form.fields())
    except EditedMeanwhile:
        details = details_of(db.session, found.id)
        return both_versions(form, details, _plain(details), back=back)
    return redirect(back, 303)


def _plain(details: CohortDetails) -> dict[str, Any]:
    return {name: getattr(details, name) for name in COHORT_FIELDS}
