"""What she does now: in her file, and what is due."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from auth.policy import Permission, requires
from casework.cases.awake import find_awake
from casework.cases.known import card_of
from casework.cases.meanwhile import both_versions, keeps_theirs
from casework.cases.models import Case
from casework.core import clock
from casework.core.db import db
from casework.core.errors import EditedMeanwhile
from casework.core.i18n import _
from casework.followup import told
from casework.followup.actions import answer, record
from casework.followup.forms import FIELDS, ActivityAgainForm, ActivityForm, FollowUpForm
from casework.followup.models import Activity, FollowUp
from casework.followup.queries import activities_of, due, find_activity, find_follow_up, follow_ups_of
from casework.followup.ways import way_label, ways
from casework.vault.keyring import keyring

blueprint = Blueprint("followup", __name__)

__all__ = ["blueprint", "told"]  # what is told elsewhere is registered with the pages


@blueprint.get("/followups")
@requires(Permission.OUTCOMES)
def due_list() -> ResponseReturnValue:
    """Whom to ask, the longest due first."""
    return render_template("followup/due.html", items=due(db.session, current_user), today=clock.today())


@blueprint.get("/files/<uuid:case_id>/now")
@requires(Permission.OUTCOMES)
def of_file(case_id: UUID) -> ResponseReturnValue:
    """What she did and does, and when somebody asks again."""
    case = find_awake(db.session, current_user, case_id)
    keyring(db.session).open_folders(db.session, [case.id])
    card_of(db.session, case.id)
    return render_template(
        "followup/of_file.html",
        case=case,
        activities=activities_of(db.session, case.id),
        follow_ups=follow_ups_of(db.session, case.id),
        way_label=way_label,
        today=clock.today(),
    )


@blueprint.get("/files/<uuid:case_id>/now/new")
@requires(Permission.OUTCOMES)
def new_activity(case_id: UUID) -> ResponseReturnValue:
    """The form of a new answer."""
    case = find_awake(db.session, current_user, case_id)
    return _form(case, _offering(ActivityForm(data={"asked_on": clock.today()}), case))


@blueprint.post("/files/<uuid:case_id>/now/new")
@requires(Permission.OUTCOMES)
def make_activity(case_id: UUID) -> ResponseReturnValue:
    """A new answer."""
    case = find_awake(db.session, current_user, case_id)
    form = _offering(ActivityForm(), case)
    if not form.validate_on_submit():
        return _form(case, form), 422
    record(db.session, case, form.new_id.data, form.told())
    return _back(case)


@blueprint.get("/activities/<uuid:activity_id>")
@requires(Permission.OUTCOMES)
def activity(activity_id: UUID) -> ResponseReturnValue:
    """An answer, to be corrected."""
    row, case = find_activity(db.session, current_user, activity_id)
    return _form(case, _offering(ActivityAgainForm(obj=row), case, row))


@blueprint.post("/activities/<uuid:activity_id>")
@requires(Permission.OUTCOMES)
def change_activity(activity_id: UUID) -> ResponseReturnValue:
    """An answer, corrected."""
    row, case = find_activity(db.session, current_user, activity_id)
    form = _offering(ActivityAgainForm(), case, row)
    if keeps_theirs():
        return _back(case)
    if not form.validate_on_submit():
        return _form(case, form), 422
    try:
        row.expect_revision(form.revision.data)
    except EditedMeanwhile:
        return both_versions(form, row, _plain(row), back=url_for(".of_file", case_id=case.id))
    record(db.session, case, row.id, form.told(), move=row)
    return _back(case)


@blueprint.get("/followups/<uuid:follow_up_id>")
@requires(Permission.OUTCOMES)
def follow_up(follow_up_id: UUID) -> ResponseReturnValue:
    """Ask what she does now."""
    row, case = find_follow_up(db.session, current_user, follow_up_id)
    if row.done_on is not None:
        return _back(case)
    form = FollowUpForm(data={"asked_on": clock.today(), "revision": row.revision})
    return _form(case, _offering(form, case), row.after)


@blueprint.post("/followups/<uuid:follow_up_id>")
@requires(Permission.OUTCOMES)
def do_follow_up(follow_up_id: UUID) -> ResponseReturnValue:
    """What she said, or that she was not reached."""
    row, case = find_follow_up(db.session, current_user, follow_up_id)
    form = _offering(FollowUpForm(), case)
    if row.done_on is not None or keeps_theirs():
        return _back(case)
    if not form.validate_on_submit():
        return _form(case, form, row.after), 422
    try:
        answer(
            db.session,
            case,
            row,
            form.told(),
            revision=form.revision.data,
            again_on=form.again_on.data,
        )
    except EditedMeanwhile:
        return both_versions(form, row, _tried(row), back=url_for(".of_file", case_id=case.id))
    return _back(case)


def _plain(row: Activity) -> dict[str, Any]:
    return {name: getattr(row, name) for name in FIELDS}


def _tried(row: FollowUp) -> dict[str, Any]:
    last = db.session.get(Activity, row.activity) if row.activity else None
    return {**(_plain(last) if last else {}), "again_on": row.due_on}


def _offering(form: Any, case: Case, row: Activity | None = None) -> Any:
    """The ways that she allows now, and the one that was used then."""
    allowed = ways(db.session, case)
    form.offer(allowed if row is None or row.channel in allowed else (*allowed, row.channel))
    return form


def _form(case: Case, form: Any, after: int | None = None) -> str:
    card_of(db.session, case.id)
    return render_template("followup/form.html", case=case, form=form, after=after)


def _back(case: Case) -> ResponseReturnValue:
    flash(_("It is saved."))
    return redirect(url_for("followup.of_file", case_id=case.id), 303)
