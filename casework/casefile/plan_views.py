"""Goals and steps of a file."""

from __future__ import annotations

from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy.orm import Session

from auth.policy import Permission, requires
from casework.casefile.opened import Opened, opened
from casework.casefile.views import blueprint
from casework.cases.meanwhile import both_versions, expect_chosen, keeps_theirs, kept_of_theirs
from casework.cases.plan import Action, Goal, GoalState
from casework.cases.plan_forms import GoalForm, NewGoalForm, NewStepForm, StepForm
from casework.cases.planning import add_action, add_goal, row_of
from casework.cases.reading import goals
from casework.cases.staff import staff_of
from casework.cases.writing import hold_open
from casework.core import clock
from casework.core.db import db
from casework.core.errors import EditedMeanwhile
from casework.core.i18n import _
from casework.people.filling import filled, stored_answers
from casework.people.tracing import PLAN, as_read, asked_today, keep_trace, replaced


def _open(case_id: UUID) -> tuple[Session, Opened]:
    return db.session, opened(db.session, current_user, case_id)


def _back(case_id: UUID) -> ResponseReturnValue:
    # To the top of the page: that it is saved is said there.
    return redirect(url_for("casefile.page", case_id=case_id), 303)


@blueprint.get("/files/<uuid:case_id>/goals/new")
@requires(Permission.PLAN)
def new_goal(case_id: UUID) -> ResponseReturnValue:
    """An empty goal."""
    _session, file = _open(case_id)
    return render_template("casefile/goal.html", case=file.case, form=NewGoalForm())


@blueprint.post("/files/<uuid:case_id>/goals/new")
@requires(Permission.PLAN)
def make_goal(case_id: UUID) -> ResponseReturnValue:
    """Write it down, once."""
    session, file = _open(case_id)
    form = NewGoalForm()
    if not form.validate():
        return render_template("casefile/goal.html", case=file.case, form=form), 422
    add_goal(
        session,
        current_user,
        file.case,
        goal_id=form.new_id.data,
        dimension=form.dimension.data,
        words=form.words.data,
    )
    return _back(case_id)


@blueprint.get("/files/<uuid:case_id>/goals/<uuid:goal_id>")
@requires(Permission.PLAN)
def goal(case_id: UUID, goal_id: UUID) -> ResponseReturnValue:
    """A goal, to be changed."""
    session, file = _open(case_id)
    row = row_of(session, file.case, Goal, goal_id)
    return render_template("casefile/goal.html", case=file.case, form=filled(row, GoalForm))


@blueprint.post("/files/<uuid:case_id>/goals/<uuid:goal_id>")
@requires(Permission.PLAN)
def save_goal(case_id: UUID, goal_id: UUID) -> ResponseReturnValue:
    """Change it."""
    session, file = _open(case_id)
    row = row_of(session, file.case, Goal, goal_id)
    if keeps_theirs():
        return _back(case_id)
    form = filled(row, GoalForm)
    if not form.validate():
        return render_template("casefile/goal.html", case=file.case, form=form), 422
    try:
        expect_chosen(form, row)
    except EditedMeanwhile:
        saved = stored_answers(row, GoalForm)
        return both_versions(
            form, row, saved, back=url_for("casefile.page", case_id=case_id), one_by_one=True
        )
    hold_open(session, file.case)
    for name in kept_of_theirs():
        form.put_back(name, stored_answers(row, GoalForm))
    _change(file, row, form)
    return _back(case_id)


def _change(file: Opened, row: Goal, form: GoalForm) -> None:
    """Write what the form says, and keep a trace of what stood there."""
    before = as_read(row.plain(), GoalForm)
    row.words, row.dimension = form.words.data, form.dimension.data
    row.state = GoalState(form.state.data)
    asked = asked_today(file.person.record, PLAN, current_user.id)
    was = replaced(before, as_read(row.plain(), GoalForm))
    keep_trace(row, PLAN, was, by=current_user.id, asked=asked)


def _step_form(session: Session, file: Opened) -> NewStepForm:
    form = NewStepForm()
    form.by_user.source = staff_of(session, current_user.organisation_id).choices()
    form.goal_id.source = [(str(one.id), one.words) for one in goals(session, file.case.id)]
    if form.by_user.data is None and request.method == "GET":
        form.by_user.data = str(current_user.id)
    return form


@blueprint.get("/files/<uuid:case_id>/steps/new")
@requires(Permission.PLAN)
def new_step(case_id: UUID) -> ResponseReturnValue:
    """An empty step."""
    session, file = _open(case_id)
    return render_template("casefile/new_step.html", case=file.case, form=_step_form(session, file))


@blueprint.post("/files/<uuid:case_id>/steps/new")
@requires(Permission.PLAN)
def make_step(case_id: UUID) -> ResponseReturnValue:
    """Write it down, once."""
    session, file = _open(case_id)
    form = _step_form(session, file)
    if not form.validate():
        return render_template("casefile/new_step.html", case=file.case, form=form), 422
    add_action(
        session,
        current_user,
        file.case,
        action_id=form.new_id.data,
        words=form.words.data,
        due_on=form.due_on.data,
        by_user=UUID(form.by_user.data) if form.by_user.data else None,
        goal_id=UUID(form.goal_id.data) if form.goal_id.data else None,
    )
    return _back(case_id)


@blueprint.get("/files/<uuid:case_id>/steps/<uuid:step_id>")
@requires(Permission.PLAN)
def step(case_id: UUID, step_id: UUID) -> ResponseReturnValue:
    """A step: done, or another day."""
    session, file = _open(case_id)
    row = row_of(session, file.case, Action, step_id)
    return _step_page(file, row, StepForm(data={"due_on": row.due_on}))


@blueprint.post("/files/<uuid:case_id>/steps/<uuid:step_id>")
@requires(Permission.PLAN)
def save_step(case_id: UUID, step_id: UUID) -> ResponseReturnValue:
    """Say what became of it."""
    session, file = _open(case_id)
    row = row_of(session, file.case, Action, step_id)
    form = StepForm(data={"due_on": row.due_on})
    valid = form.validate()
    if valid and form.outcome.data == "moved" and not form.due_on.data:
        form.due_on.errors = [_("Please write the new day.")]
        valid = False
    if not valid:
        return _step_page(file, row, form), 422
    hold_open(session, file.case)
    _become(row, form)
    return _back(case_id)


def _become(row: Action, form: StepForm) -> None:
    if form.outcome.data == "done":
        row.finish(current_user.id, clock.today())
    elif form.outcome.data == "moved":
        row.reopen()
        row.postpone(form.due_on.data, current_user.id, clock.today())
    else:
        row.reopen()


def _step_page(file: Opened, row: Action, form: StepForm) -> str:
    staff = staff_of(db.session, current_user.organisation_id)
    return render_template("casefile/step.html", case=file.case, step=row, form=form, staff=staff)
