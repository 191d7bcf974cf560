"""Erasing a file: what will go, asking for it, taking that back, and confirming what a colleague asked."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from auth.policy import Permission, requires
from casework.cases.erasure import actions
from casework.cases.erasure.forms import AskForm, ConfirmForm, TakeBackForm
from casework.cases.erasure.listing import what_goes
from casework.cases.erasure.models import BASES
from casework.cases.erasure.queries import notice_of, request_of
from casework.cases.looking import find_to_read
from casework.cases.models import Case
from casework.cases.queries import answers_for, sees_all
from casework.cases.staff import staff_of
from casework.core.db import db
from casework.core.forms import Form
from casework.core.i18n import _
from casework.vault.tombstones import Basis

blueprint = Blueprint("erasure", __name__, url_prefix="/files/<uuid:case_id>/erase")


@blueprint.get("")
@requires(Permission.FILES_WRITE)
def page(case_id: UUID) -> ResponseReturnValue:
    """What will go, and where it stands."""
    return _page(find_to_read(db.session, current_user, case_id))


def _page(case: Case, form: Form | None = None) -> str:
    request = request_of(db.session, case.id)
    other = request is not None and request.user_id != current_user.id
    may_confirm = other and answers_for(db.session, current_user, case.id)
    usual: Form = AskForm() if request is None else ConfirmForm() if may_confirm else TakeBackForm()
    return render_template(
        "erasure/erase.html",
        case=case,
        form=form or usual,
        request_row=request,
        may_confirm=may_confirm,
        goes=list(what_goes(db.session, case)),
        notice=notice_of(db.session, case.id),
        bases=BASES,
        staff=staff_of(db.session, case.organisation_id),
    )


@blueprint.post("")
@requires(Permission.FILES_WRITE)
def ask(case_id: UUID) -> ResponseReturnValue:
    """Ask for it. Somebody else confirms."""
    case, form = find_to_read(db.session, current_user, case_id), AskForm()
    if not form.validate():
        return _page(case, form), 422
    actions.ask(
        db.session,
        current_user,
        case,
        request_id=form.new_id.data,
        basis=Basis(form.basis.data),
        words=form.words.data,
    )
    return redirect(url_for("erasure.page", case_id=case.id), 303)


@blueprint.post("/not")
@requires(Permission.FILES_WRITE)
def take_back(case_id: UUID) -> ResponseReturnValue:
    """It stays after all."""
    case = find_to_read(db.session, current_user, case_id)
    actions.take_back(db.session, current_user, case)
    flash(_("The file stays."))
    return redirect(url_for("erasure.page", case_id=case.id), 303)


@blueprint.post("/now")
@requires(Permission.ASSIGN, Permission.TRAINING, Permission.FILES_WRITE)
def confirm(case_id: UUID) -> ResponseReturnValue:
    """Erase it: when this returns it is gone everywhere."""
    case, form = find_to_read(db.session, current_user, case_id), ConfirmForm()
    if not form.validate():
        return _page(case, form), 422
    actions.erase(db.session, current_user, case.id)
    flash(_("The file was erased. Nothing of it can be brought back."))
    return redirect(url_for("retention.review" if sees_all(current_user) else "cases.files"), 303)
