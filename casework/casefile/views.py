"""One woman on one page: who she is, how to reach her, what comes next, what was."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from auth.policy import Permission, requires
from casework.audit.models import Act
from casework.audit.readings import note_reading
from casework.casefile import reading, safety
from casework.casefile.earlier import numbers_before
from casework.casefile.forms import SafetyForm
from casework.casefile.opened import Rests, opened
from casework.casefile.reach import reach
from casework.casefile.whose import whose_of
from casework.cases.queries import answers_for, find_colleagues
from casework.consent.queries import standing
from casework.core.db import db
from casework.core.errors import NotVisible
from casework.core.i18n import _
from casework.people.models import Safety
from casework.vault.acting import actor

blueprint = Blueprint("casefile", __name__)


@blueprint.app_context_processor
def whose() -> dict[str, object]:
    """Let every page of a file say whose it is, whichever room it belongs to."""
    return {"whose_of": lambda case: whose_of(db.session, current_user, case)}


@blueprint.get("/files/<uuid:case_id>")
@requires(Permission.FILES_READ)
def page(case_id: UUID) -> ResponseReturnValue:
    """The file. A colleague's asks for a reason first."""
    try:
        file = opened(db.session, current_user, case_id)
    except NotVisible:
        find_colleagues(db.session, current_user, case_id)
        return redirect(url_for("cases.reason", case_id=case_id), 303)
    except Rests:
        decides = answers_for(db.session, current_user, case_id)
        door = "cases.reason" if decides else "consent.page"
        return redirect(url_for(door, case_id=case_id), 303)
    page = reading.page(db.session, current_user, file)
    return render_template("casefile/page.html", everything="all" in request.args, **page)


@blueprint.post("/files/<uuid:case_id>/number")
@requires(Permission.FILES_READ)
def number(case_id: UUID) -> ResponseReturnValue:
    """Show her number, under her rules: what speaks against it is said first. Noted."""
    file = opened(db.session, current_user, case_id)
    contact = file.shown.contact
    rules = reach(contact, standing(db.session, case_id), shared=file.case.source_id is not None)
    if contact is None or not rules.has_number:
        raise NotVisible
    shown = not rules.warnings or "anyway" in request.form
    if shown:
        note_reading(db.session, actor(db.session), Act.SHOWN_NUMBER, folder_id=case_id)
    before = numbers_before(file.person) if shown and file.case.source_id is None else []
    phone = contact.phone if shown else None
    return render_template("casefile/number.html", file=file, rules_said=rules, number=phone, before=before)


@blueprint.post("/files/<uuid:case_id>/safe")
@requires(Permission.PLAN)
def safe(case_id: UUID) -> ResponseReturnValue:
    """Write down whether she is safe today, and when to ask again."""
    file = opened(db.session, current_user, case_id)
    form = SafetyForm()
    if not form.validate():
        return render_template("casefile/safe.html", file=file, case=file.case, form=form), 422
    safety.answer(db.session, file, Safety(form.answer.data), form.next_on.data)
    flash(_("Saved."))
    return redirect(url_for("casefile.page", case_id=case_id), 303)
