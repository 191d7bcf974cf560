"""The parts of a file: each a short page, in any order, left and resumed."""

from __future__ import annotations

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
from casework.core.db import db
from casework.core.errors import EditedMeanwhile
from casework.core.i18n import _
from casework.people import stays
from casework.people.answers import facts
from casework.people.filling import fill, filled, stored_answers
from casework.people.part_form import PartForm
from casework.people.parts import URGENT, Part
from casework.people.tracing import traced
from casework.referrals.queries import referral_to

PARTS = "any(about,contact,livelihood,wellbeing,journey,more,record)"


@blueprint.get(f"/files/<uuid:case_id>/<{PARTS}:name>")
@requires(Permission.FILES_WRITE)
def part(case_id: UUID, name: str) -> ResponseReturnValue:
    """One part, filled with what is known."""
    file = opened(db.session, current_user, case_id)
    if file.elsewhere(file.named(name)):
        return _elsewhere(file, file.named(name))
    kind, row = file.part(name)
    return _page(file, kind, filled(row, kind.form))


@blueprint.post(f"/files/<uuid:case_id>/<{PARTS}:name>")
@requires(Permission.FILES_WRITE)
def save_part(case_id: UUID, name: str) -> ResponseReturnValue:
    """Save it, and go on or back."""
    file = opened(db.session, current_user, case_id)
    kind, row = file.part(name)
    if keeps_theirs():
        return _onward(file, kind)
    form = filled(row, kind.form)
    if not form.validate():
        return _page(file, kind, form), 422
    try:
        expect_chosen(form, row)
    except EditedMeanwhile:
        back = url_for("casefile.page", case_id=case_id)
        return both_versions(form, row, stored_answers(row, kind.form), back=back, one_by_one=True)
    hold_open(db.session, file.case, urgent=kind.name in URGENT)
    with traced(file.person, kind.name, row, kind.form, by=current_user.id):
        fill(row, form, without=kept_of_theirs())
    save(db.session, case_id, file.person)
    return _onward(file, kind)


def _elsewhere(file: Opened, kind: Part) -> str:
    """A part that is read through a share: the same way leads here, but it is changed at the sender's."""
    row = file.head(kind)
    told = facts(row, kind.form) if row is not None and row.readable else []
    referral = referral_to(db.session, file.case.id)
    return render_template(
        "people/elsewhere.html", case=file.case, part=kind, facts_told=told, referral=referral
    )


def _page(file: Opened, kind: Part, form: PartForm) -> str:
    away = file.person.journey.stays if kind.name == "journey" and file.person.journey else ()
    return render_template(
        "people/part.html",
        case=file.case,
        part=kind,
        parts=file.parts(),
        form=form,
        file=file,
        stays=[(stay, stays.summary(stay)) for stay in away],
    )


def _onward(file: Opened, kind: Part) -> ResponseReturnValue:
    parts = file.parts()
    place = parts.index(kind) + 1
    if request.form.get("then") == "next" and place < len(parts):
        return redirect(url_for("casefile.part", case_id=file.case.id, name=parts[place].name), 303)
    flash(_("Saved."))
    return redirect(url_for("casefile.page", case_id=file.case.id), 303)
