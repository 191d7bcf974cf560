"""Referrals to somebody who does not use this system. Recorded here; nothing is sent."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from auth.policy import Permission, requires
from casework.cases.awake import find_awake
from casework.cases.meanwhile import Saver, keeps_theirs, side_by_side
from casework.cases.models import Case
from casework.cases.staff import staff_of
from casework.core import clock
from casework.core.db import db
from casework.core.errors import EditedMeanwhile
from casework.core.i18n import _
from casework.people.models import Elsewhere
from casework.referrals.forms import OutsideForm, ResultForm
from casework.referrals.outside import Told, find_outside, write_down, write_result
from casework.referrals.views.blueprint import blueprint
from casework.vault.keyring import keyring


def _open(case_id: UUID) -> Case:
    case = find_awake(db.session, current_user, case_id)
    keyring(db.session).open_folders(db.session, [case.id])
    return case


@blueprint.get("/files/<uuid:case_id>/elsewhere")
@requires(Permission.REFER)
def elsewhere(case_id: UUID) -> ResponseReturnValue:
    """To whom, for what, what may be said there, alone or with somebody."""
    form = OutsideForm(data={"day": clock.today()})
    return render_template("referrals/elsewhere.html", case=_open(case_id), form=form)


@blueprint.post("/files/<uuid:case_id>/elsewhere")
@requires(Permission.REFER)
def went_elsewhere(case_id: UUID) -> ResponseReturnValue:
    """Write it down."""
    case, form = _open(case_id), OutsideForm()
    if not form.validate_on_submit():
        return render_template("referrals/elsewhere.html", case=case, form=form), 422
    told = Told(
        service=form.service.data,
        whom=form.whom.data or "",
        what_for=form.what_for.data,
        may_be_said=form.may_be_said.data or "",
        accompanied=form.accompanied.data,
        day=form.day.data,
    )
    write_down(db.session, current_user, case, told, row_id=form.new_id.data)
    flash(_("Written down. Nothing was sent."))
    return redirect(url_for("casefile.page", case_id=case.id), 303)


@blueprint.get("/files/<uuid:case_id>/elsewhere/<uuid:row_id>")
@requires(Permission.REFER)
def outcome(case_id: UUID, row_id: UUID) -> ResponseReturnValue:
    """What came of it."""
    case = _open(case_id)
    row = find_outside(db.session, case, row_id)
    data = {**_saved(row), "result_on": row.result_on or clock.today(), "revision": row.revision}
    return render_template("referrals/outcome.html", case=case, row=row, form=ResultForm(data=data))


def _saved(row: Elsewhere) -> dict[str, Any]:
    return {"result": row.result, "result_on": row.result_on}


@blueprint.post("/files/<uuid:case_id>/elsewhere/<uuid:row_id>")
@requires(Permission.REFER)
def came_of_it(case_id: UUID, row_id: UUID) -> ResponseReturnValue:
    """Write down what came of it. Whoever was quicker is shown beside her own words."""
    case = _open(case_id)
    row = find_outside(db.session, case, row_id)
    form = ResultForm()
    back = url_for("casefile.page", case_id=case.id)
    if keeps_theirs():
        return redirect(back, 303)
    if not form.validate_on_submit():
        return render_template("referrals/outcome.html", case=case, row=row, form=form), 422
    said = form.result.data, form.result_on.data
    try:
        write_result(db.session, current_user, case, row, *said, revision=form.revision.data)
    except EditedMeanwhile:
        who = staff_of(db.session, case.organisation_id).name(row.result_by)
        saver = Saver(who, row.result_at, row.revision, row.result_by == current_user.id)
        return side_by_side(form, _saved(row), saver, back=back)
    flash(_("It is saved."))
    return redirect(back, 303)
