"""Each time away: added, changed, removed, one at a time."""

from __future__ import annotations

from typing import cast
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from auth.policy import Permission, requires
from casework.casefile.opened import Opened, opened
from casework.casefile.views import blueprint
from casework.cases.actions import save
from casework.cases.meanwhile import both_versions, expect_chosen, keeps_theirs, kept_of_theirs
from casework.cases.writing import hold_open
from casework.core.db import db, new_id
from casework.core.errors import EditedMeanwhile, NotVisible
from casework.core.i18n import _
from casework.people import stays
from casework.people.forms_story import StayForm
from casework.people.models import Journey, Stay
from casework.people.tracing import trace_part


def _journey(case_id: UUID) -> tuple[Opened, Journey]:
    file = opened(db.session, current_user, case_id)
    _kind, row = file.part("journey")
    return file, cast("Journey", row)


@blueprint.get("/files/<uuid:case_id>/journey/new")
@requires(Permission.PLAN)
def new_stay(case_id: UUID) -> ResponseReturnValue:
    """The way to an empty page: its id is in the address, so that two clicks make one."""
    _file, _row = _journey(case_id)
    return redirect(url_for("casefile.stay", case_id=case_id, stay_id=new_id()), 303)


@blueprint.get("/files/<uuid:case_id>/journey/<uuid:stay_id>")
@requires(Permission.PLAN)
def stay(case_id: UUID, stay_id: UUID) -> ResponseReturnValue:
    """One time away."""
    file, journey = _journey(case_id)
    return _page(file, journey, stay_id, _filled(journey, stay_id))


def _saved(journey: Journey, stay_id: UUID) -> dict[str, object]:
    found = stays.find(journey, stay_id) or Stay(id=stay_id)
    return {**stays.as_data(found), "revision": journey.revision}


def _filled(journey: Journey, stay_id: UUID) -> StayForm:
    return StayForm(data=_saved(journey, stay_id))


@blueprint.post("/files/<uuid:case_id>/journey/<uuid:stay_id>")
@requires(Permission.PLAN)
def save_stay(case_id: UUID, stay_id: UUID) -> ResponseReturnValue:
    """Save it, or remove it."""
    file, journey = _journey(case_id)
    back = redirect(url_for("casefile.part", case_id=case_id, name="journey"), 303)
    if keeps_theirs():
        return back
    form = _filled(journey, stay_id)
    if not form.validate() and "remove" not in request.form:
        return _page(file, journey, stay_id, form), 422
    try:
        expect_chosen(form, journey)
    except EditedMeanwhile:
        page = url_for("casefile.page", case_id=case_id)
        return both_versions(form, journey, _saved(journey, stay_id), back=page, one_by_one=True)
    hold_open(db.session, file.case)
    before = stays.as_read(journey, stay_id)
    _write(journey, stay_id, form)
    after = stays.as_read(journey, stay_id)
    trace_part(file.person, "journey", before, after, by=current_user.id, about=stay_id)
    save(db.session, case_id, file.person)
    flash(_("Saved."))
    return back


def _write(journey: Journey, stay_id: UUID, form: StayForm) -> None:
    if "remove" in request.form:
        if stays.find(journey, stay_id) is None:
            raise NotVisible
        stays.remove(journey, stay_id)
        return
    saved = _saved(journey, stay_id)
    for name in kept_of_theirs():
        form.put_back(name, saved)
    stays.put(journey, form.stay(stay_id))


def _page(file: Opened, journey: Journey, stay_id: UUID, form: StayForm) -> str:
    known = stays.find(journey, stay_id) is not None
    return render_template("people/stay.html", case=file.case, form=form, known=known)
