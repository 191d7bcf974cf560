"""Taking the roll: one page, one sending."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from auth.policy import Permission, requires
from casework.core.db import db
from casework.core.i18n import _, _n
from casework.training.models import Cohort
from casework.training.queries import details_of, find_cohort
from casework.training.roll import Answer, Line, Roll, roll_of, save_roll, take_class_away
from casework.training.roll_form import RollForm
from casework.training.views.blueprint import blueprint
from casework.training.views.feedback import tell_in_vain

PATH = "/cohorts/<uuid:cohort_id>/roll/<uuid:class_id>"


@blueprint.get(PATH)
@requires(Permission.TRAINING)
def roll(cohort_id: UUID, class_id: UUID) -> ResponseReturnValue:
    """The roll of one class, nothing preselected."""
    cohort = find_cohort(db.session, current_user, cohort_id)
    found, form = roll_of(db.session, cohort, class_id), RollForm()
    return _page(cohort, found, form, form.answers(found))


@blueprint.post(PATH)
@requires(Permission.TRAINING)
def save(cohort_id: UUID, class_id: UUID) -> ResponseReturnValue:
    """All answers at once."""
    cohort = find_cohort(db.session, current_user, cohort_id)
    found = roll_of(db.session, cohort, class_id)
    form = RollForm()
    answers = form.answers(found)
    if not form.validate_on_submit():
        return _page(cohort, found, form, answers), 422
    clashes = save_roll(db.session, current_user, found, answers)
    if clashes:
        return _page(cohort, found, form, answers, clashes), 409
    _tell(roll_of(db.session, cohort, class_id), form.in_vain(found))
    return redirect(url_for("training.cohort", cohort_id=cohort.id), 303)


@blueprint.post(f"{PATH}/take-away")
@requires(Permission.TRAINING)
def take_away(cohort_id: UUID, class_id: UUID) -> ResponseReturnValue:
    """A class that was never held goes, so that it does not number the others."""
    cohort = find_cohort(db.session, current_user, cohort_id, lock=True)
    take_class_away(db.session, roll_of(db.session, cohort, class_id))
    flash(_("The class is taken away."))
    return redirect(url_for("training.cohort", cohort_id=cohort.id), 303)


def _tell(saved: Roll, in_vain: int) -> None:
    if in_vain:
        tell_in_vain(in_vain)
    if saved.open_lines:
        flash(_n("%(num)s line has no answer yet.", "%(num)s lines have no answer yet.", saved.open_lines))
    else:
        flash(_("The roll is saved."))


def _page(
    cohort: Cohort,
    found: Roll,
    form: RollForm,
    answers: dict[UUID, Answer] | None = None,
    clashes: list[Line] | None = None,
) -> str:
    return render_template(
        "training/roll.html",
        cohort=cohort,
        details=details_of(db.session, cohort.id),
        roll=found,
        form=form,
        answers=answers or {},
        clashes={line.enrolment.id for line in clashes or ()},
    )
