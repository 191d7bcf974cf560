"""Closing a file and opening it again."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from auth.policy import Permission, requires
from casework.casefile.opened import Opened, opened
from casework.casefile.views import blueprint
from casework.cases.forms import CloseForm, ReopenForm
from casework.cases.state_changes import close, needs_her_yes, reopen
from casework.core.db import db
from casework.core.i18n import _


@blueprint.get("/files/<uuid:case_id>/close")
@requires(Permission.FILES_WRITE)
def closing(case_id: UUID) -> ResponseReturnValue:
    """Why it is closed."""
    file = opened(db.session, current_user, case_id)
    return render_template("casefile/close.html", case=file.case, file=file, form=CloseForm())


@blueprint.post("/files/<uuid:case_id>/close")
@requires(Permission.FILES_WRITE)
def close_file(case_id: UUID) -> ResponseReturnValue:
    """Close it."""
    file = opened(db.session, current_user, case_id)
    form = CloseForm()
    if not form.validate():
        return render_template("casefile/close.html", case=file.case, file=file, form=form), 422
    close(
        db.session,
        current_user,
        case_id,
        closure_id=form.new_id.data,
        reason=form.reason.data,
        words=form.words.data,
    )
    flash(_("The file is closed."))
    return redirect(url_for("casefile.page", case_id=case_id), 303)


@blueprint.get("/files/<uuid:case_id>/reopen")
@requires(Permission.FILES_WRITE)
def reopening(case_id: UUID) -> ResponseReturnValue:
    """What has changed."""
    file = opened(db.session, current_user, case_id)
    return _reopen_page(file, ReopenForm())


def _reopen_page(file: Opened, form: ReopenForm) -> str:
    first_ask = needs_her_yes(db.session, file.case)
    return render_template("casefile/reopen.html", case=file.case, file=file, form=form, first_ask=first_ask)


@blueprint.post("/files/<uuid:case_id>/reopen")
@requires(Permission.FILES_WRITE)
def reopen_file(case_id: UUID) -> ResponseReturnValue:
    """Open it again."""
    file = opened(db.session, current_user, case_id)
    form = ReopenForm()
    if not form.validate():
        return _reopen_page(file, form), 422
    reopen(db.session, current_user, case_id, reopening_id=form.new_id.data, words=form.words.data)
    flash(_("The file is open again."))
    return redirect(url_for("casefile.page", case_id=case_id), 303)
