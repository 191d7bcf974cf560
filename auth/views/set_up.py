"""The first visit of an empty real instance."""

from __future__ import annotations

from uuid import uuid4

from flask import Response, after_this_request, render_template, request, url_for
from flask.typing import ResponseReturnValue

from auth import passphrases, set_up, throttle
from auth.forms import SetUpForm
from auth.joining import Joined
from auth.organisations import Particulars
from auth.policy import public
from auth.set_up import FirstPerson
from auth.signing_in import note_failure
from auth.unlocked import secrets, uses_cheap_passphrases
from auth.views.room import begin_session, blueprint, instance_folder
from casework.audit.models import Act
from casework.core.db import db
from casework.core.errors import NotVisible
from casework.core.i18n import _l


@blueprint.get("/set-up")
@public
def set_up_page() -> ResponseReturnValue:
    """The office and its administrator; afterwards there is no such page."""
    _only_while_empty()
    return _page(SetUpForm())


@blueprint.post("/set-up")
@public
def set_up_now() -> ResponseReturnValue:
    """Make them, sign her in, and go on to the break-glass sheets."""
    _only_while_empty()
    throttle.check(db.session, secrets(), "set-up", request.remote_addr or "")
    form = SetUpForm(login=request.form.get("login", ""))
    if not form.validate_on_submit():
        return _page(form), 422
    if not set_up.code_fits(instance_folder(), form.code.data):
        note_failure(db.session, secrets(), "set-up", request.remote_addr or "", Act.REFUSED)
        form.code.errors = [_l("This is not the code. It stands where the system was started.")]
        return _page(form), 422
    user = set_up.set_up(
        db.session,
        secrets(),
        Particulars(form.name_en.data, form.name_ne.data),
        _first(form),
        office_id=form.new_id.data,
        cheap=uses_cheap_passphrases(),
    )
    after_this_request(_end_code)
    return begin_session(Joined(user), url_for("auth.sheets"))


def _page(form: SetUpForm) -> str:
    return render_template("auth/set_up.html", form=form, suggestion=passphrases.suggest_for(form.passphrase))


def _end_code(response: Response) -> Response:
    # Only now is the set-up committed; had it failed, the code must serve again.
    if response.status_code < 400:
        set_up.end_code(instance_folder())
    return response


def _first(form: SetUpForm) -> FirstPerson:
    return FirstPerson(
        uuid4(), form.login.data, form.own_name_en.data, form.own_name_ne.data, form.passphrase.data
    )


def _only_while_empty() -> None:
    if not set_up.is_open(db.session, instance_folder()):
        raise NotVisible
