"""Ending a cohort: one page, one sending; and going on after all."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from auth.policy import Permission, requires
from casework.core import clock
from casework.core.codes import codelist
from casework.core.db import db
from casework.core.i18n import _, _n, language
from casework.training.actions import end_cohort
from casework.training.ending import HOW_LABELS, Running, end, running, usual_day, write_completed
from casework.training.ending_form import CompletedForm, EndingForm
from casework.training.models import Cohort
from casework.training.queries import details_of, find_cohort
from casework.training.views.blueprint import blueprint
from casework.training.views.feedback import tell_in_vain

PATH = "/cohorts/<uuid:cohort_id>/end"
COMPLETED = "/cohorts/<uuid:cohort_id>/completed"


@blueprint.get(PATH)
@requires(Permission.TRAINING)
def ending(cohort_id: UUID) -> ResponseReturnValue:
    """How it ended for each woman; nothing is preselected but the day."""
    cohort = find_cohort(db.session, current_user, cohort_id)
    day = usual_day(details_of(db.session, cohort.id))
    return _page(cohort, running(db.session, cohort), EndingForm(data={"on": day}))


@blueprint.post(PATH)
@requires(Permission.TRAINING)
def end_now(cohort_id: UUID) -> ResponseReturnValue:
    """All of it at once."""
    cohort = find_cohort(db.session, current_user, cohort_id, lock=True)
    found = running(db.session, cohort)
    form = EndingForm(lines=found.lines)
    begins = details_of(db.session, cohort.id).first_day
    form.first_day = begins if begins and begins <= clock.today() else None  # one that never met may end
    if not form.validate_on_submit():
        return _page(cohort, found, form), 422
    answers = form.answers()
    end(db.session, current_user, cohort, found, answers, on=form.on.data)
    _tell(len(answers.keys() & found.said), len(answers.keys() & found.left_out))
    return redirect(url_for("training.cohort", cohort_id=cohort.id), 303)


def _tell(said: int, left_out: int) -> None:
    flash(_("The cohort has ended."))
    if said:
        flash(
            _n(
                "Of %(num)s woman it had been written down already, and stays as it is.",
                "Of %(num)s women it had been written down already, and stays as it is.",
                said,
            )
        )
    if left_out:
        tell_in_vain(left_out)


def _page(cohort: Cohort, found: Running, form: EndingForm) -> str:
    return render_template(
        "training/ending.html",
        cohort=cohort,
        details=details_of(db.session, cohort.id),
        found=found,
        form=form,
        answers=form.answers(),
        ways=HOW_LABELS,
        reasons=codelist("training_dropout_reason").choices(language()),
    )


@blueprint.get(COMPLETED)
@requires(Permission.TRAINING)
def completing(cohort_id: UUID) -> ResponseReturnValue:
    """Who completed the course, where the cohort goes on; nobody is ticked."""
    cohort = find_cohort(db.session, current_user, cohort_id)
    found = running(db.session, cohort)
    day = usual_day(details_of(db.session, cohort.id))
    return _completing(cohort, found, CompletedForm(data={"on": day}, lines=found.lines))


@blueprint.post(COMPLETED)
@requires(Permission.TRAINING)
def complete_some(cohort_id: UUID) -> ResponseReturnValue:
    """Written down of each of them for herself."""
    cohort = find_cohort(db.session, current_user, cohort_id, lock=True)
    found = running(db.session, cohort)
    form = CompletedForm(lines=found.lines)
    form.first_day = details_of(db.session, cohort.id).first_day
    if not form.validate_on_submit():
        return _completing(cohort, found, form), 422
    ticked = form.ticked()
    in_vain = write_completed(db.session, current_user, found, ticked, on=form.on.data)
    if done := len(ticked) - len(in_vain):
        flash(
            _n(
                "That %(num)s woman completed the course is saved.",
                "That %(num)s women completed the course is saved.",
                done,
            )
        )
    if in_vain:
        tell_in_vain(len(in_vain))
    return redirect(url_for("training.cohort", cohort_id=cohort.id), 303)


def _completing(cohort: Cohort, found: Running, form: CompletedForm) -> str:
    details = details_of(db.session, cohort.id)
    return render_template("training/completing.html", cohort=cohort, details=details, found=found, form=form)


@blueprint.post("/cohorts/<uuid:cohort_id>/go-on")
@requires(Permission.TRAINING)
def go_on(cohort_id: UUID) -> ResponseReturnValue:
    """The cohort goes on after all. What was written of its women stays."""
    cohort = find_cohort(db.session, current_user, cohort_id, lock=True)
    end_cohort(cohort, ended=False)
    flash(_("The cohort goes on. What was written about each woman stays as it is."))
    return redirect(url_for("training.cohort", cohort_id=cohort.id), 303)
