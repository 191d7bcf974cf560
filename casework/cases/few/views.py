"""Who of the organisation reads a file: all colleagues, or one or two people."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from auth import own_passphrase, small_rings
from auth.errors import WrongPassphrase
from auth.policy import Permission, requires, writes_late
from auth.signing_in import note_failure
from auth.unlocked import secrets
from auth.views.room import keep_live, live, need_ring
from casework.audit.models import Act
from casework.cases.few import actions, readers
from casework.cases.few.forms import FewForm
from casework.cases.looking import find_to_read
from casework.cases.models import Case
from casework.core.db import db
from casework.core.errors import Refused, TooMany
from casework.core.forms import Form
from casework.core.i18n import _
from casework.vault.acting import ring_of
from casework.vault.keyring import keyring

blueprint = Blueprint("few", __name__, url_prefix="/files/<uuid:case_id>/readers")


@blueprint.app_context_processor
def marks() -> dict[str, object]:
    """Let every list and page say which files only a few read."""
    return {"only_for": _only_for, "reads_few": _reads_few}


def _reads_few() -> bool:
    return any(held.restricted for held in live().rings)


def _only_for(case_id: UUID) -> str:
    if not _reads_few():
        return ""
    if "only_for" not in g:
        g.only_for = readers.only_for(db.session, current_user)
    found: dict[UUID, str] = g.only_for
    return found.get(case_id, "")


@blueprint.get("")
@requires(Permission.FILES_WRITE)
def page(case_id: UUID) -> ResponseReturnValue:
    """Who reads it now, and what would change."""
    return _page(find_to_read(db.session, current_user, case_id), _form())


def _form() -> FewForm:
    form = FewForm()
    form.whom.source = readers.answers(db.session, current_user)
    return form


def _page(case: Case, form: FewForm) -> str:
    few = ring_of(db.session, case.id).restricted
    return render_template(
        "few/readers.html",
        case=case,
        few=few,
        form=Form() if few else form,
        brought_back=not few and actions.is_for_few(db.session, case.id),
        hindered=None if few else _hindered(case),
        everybody=len(form.whom.answers()),
    )


def _hindered(case: Case) -> object:
    """What stands in the way, in words."""
    try:
        actions.may_leave(db.session, current_user, case)
    except Refused as error:
        if error.status == 404:
            raise
        return error.message
    return None


@blueprint.post("")
@requires(Permission.FILES_WRITE)
@writes_late
def leave(case_id: UUID) -> ResponseReturnValue:
    """Leave it to one or two people: with her passphrase, for these may be new keys."""
    case, form = find_to_read(db.session, current_user, case_id), _form()
    actions.may_leave(db.session, current_user, case)
    if not form.validate_on_submit():
        return _page(case, form), 422
    try:
        _leave(case_id, form)
    except (WrongPassphrase, TooMany) as error:
        if isinstance(error, WrongPassphrase):
            note_failure(db.session, secrets(), current_user.login, request.remote_addr or "", Act.REFUSED)
        form.passphrase.errors = [error.message]
        return _page(find_to_read(db.session, current_user, case_id), form), 422
    flash(_("From now on this file is there for the two of you, or for you alone, and for nobody else here."))
    return redirect(url_for("casefile.page", case_id=case_id), 303)


def _leave(case_id: UUID, form: FewForm) -> None:
    address = request.remote_addr or ""
    seed = own_passphrase.prove(db.session, secrets(), live(), form.passphrase.data, address=address)
    wish = readers.wish(db.session, current_user, live().rings, form.whom.data)
    held = wish.ring
    if held is None:
        held = small_rings.found(
            db.session, secrets(), need_ring(), current_user, seed, second=wish.second, keep=live().row.id
        )
        live().rings.append(held)
        keyring(db.session).rings[held.id] = held
        keep_live()
    actions.leave_to_few(db.session, current_user, case_id, held)


@blueprint.post("/all")
@requires(Permission.FILES_WRITE)
def open_again(case_id: UUID) -> ResponseReturnValue:
    """All colleagues read it again."""
    case = find_to_read(db.session, current_user, case_id)
    actions.open_to_all(db.session, current_user, case.id)
    flash(_("All colleagues who have the keys of your organisation can read this file again."))
    return redirect(url_for("casefile.page", case_id=case.id), 303)


@blueprint.post("/mine")
@requires(Permission.FILES_WRITE)
def take_over(case_id: UUID) -> ResponseReturnValue:
    """She works with it from now on."""
    case = find_to_read(db.session, current_user, case_id)
    actions.take_over(db.session, current_user, case.id)
    flash(_("This file is with you now."))
    return redirect(url_for("casefile.page", case_id=case.id), 303)
