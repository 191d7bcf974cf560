"""She asks for a correction: it is made now, or her words are kept beside what stays."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from auth.policy import Permission, requires
from casework.casefile.correction_form import CorrectionForm
from casework.casefile.earlier import BESIDE
from casework.casefile.opened import Opened, opened
from casework.casefile.views import blueprint
from casework.cases.actions import save
from casework.cases.writing import hold_open
from casework.core.db import db
from casework.core.i18n import _
from casework.people.parts import BY_NAME
from casework.people.tracing import BUSINESS, NOTES, NOW, PLAN, TRAINING, ask, host_of

ANCHORS = {PLAN: "plan", NOTES: "notes", TRAINING: "training", NOW: "now", BUSINESS: "business"}


@blueprint.get("/files/<uuid:case_id>/correction")
@requires(Permission.FILES_WRITE)
def correction(case_id: UUID) -> ResponseReturnValue:
    """What is it about, and what does she say."""
    file = opened(db.session, current_user, case_id)
    hold_open(db.session, file.case)
    return _page(file, _form(file))


def _form(file: Opened) -> CorrectionForm:
    """With the parts that are written here and that she who asks for her can read."""
    form = CorrectionForm()
    parts = [one for one in file.parts() if not file.elsewhere(one)]
    named = [(one.name, one.title) for one in parts if host_of(file.person, one.name).readable]
    form.part.source = [*named, *((name, BESIDE[name]) for name in _beside())]
    return form


def _beside() -> list[str]:
    may = {PLAN: Permission.PLAN, TRAINING: Permission.TRAINING}
    may |= {NOW: Permission.OUTCOMES, BUSINESS: Permission.OUTCOMES}
    return [name for name in BESIDE if name not in may or current_user.may(may[name])]


def _page(file: Opened, form: CorrectionForm) -> str:
    return render_template("casefile/correction.html", case=file.case, form=form)


@blueprint.post("/files/<uuid:case_id>/correction")
@requires(Permission.FILES_WRITE)
def ask_correction(case_id: UUID) -> ResponseReturnValue:
    """Keep what she says, and go to where it is put right."""
    file = opened(db.session, current_user, case_id)
    form = _form(file)
    if not form.validate():
        return _page(file, form), 422
    hold_open(db.session, file.case)
    part, refused = form.part.data, form.refused
    ask(
        file.person,
        asked_id=form.new_id.data,
        part=part,
        says=form.says.data,
        by=current_user.id,
        refused=refused,
    )
    save(db.session, case_id, file.person)
    flash(_("What she says is kept.") if refused else _("What she says is kept. Now put it right."))
    if part in BY_NAME and not refused:
        return redirect(url_for("casefile.part", case_id=case_id, name=part), 303)
    return redirect(url_for("casefile.page", case_id=case_id, _anchor=ANCHORS.get(part)), 303)
