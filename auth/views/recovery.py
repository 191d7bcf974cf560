"""The recovery code: made on one's own account, used by somebody who has forgotten her passphrase."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from auth import passphrases, recovery
from auth.policy import Permission, public, requires, writes_late
from auth.second_step_errors import WrongRecoveryCode
from auth.second_step_forms import ForgottenForm, OwnPassphraseForm
from auth.signing_in import note_failure
from auth.unlocked import secrets, uses_cheap_passphrases
from auth.views.proving import proven
from auth.views.room import blueprint, me
from casework.audit.models import Act
from casework.core.db import db
from casework.core.errors import TooMany
from casework.core.i18n import _
from crypto.recovery import new_code, show


@blueprint.get("/account/code")
@requires(Permission.OWN_ACCOUNT)
def code_page() -> ResponseReturnValue:
    """What the code is for, and where to keep it."""
    return render_template("auth/code.html", form=OwnPassphraseForm(), has_one=me().code_lock is not None)


@blueprint.post("/account/code")
@requires(Permission.OWN_ACCOUNT)
@writes_late
def make_code() -> ResponseReturnValue:
    """A new code, shown this once; an earlier one ends."""
    form = OwnPassphraseForm()
    if not form.validate_on_submit():
        return render_template("auth/code.html", form=form, has_one=me().code_lock is not None), 422
    seed, status = proven(form)
    if status != 200:
        return render_template("auth/code.html", form=form, has_one=me().code_lock is not None), status
    code = new_code()
    recovery.keep_code(db.session, secrets(), me(), seed, code, cheap=uses_cheap_passphrases())
    return render_template("auth/code_shown.html", groups=show(code).split("-"))


@blueprint.get("/forgotten")
@public
def forgotten_page() -> ResponseReturnValue:
    """For whoever has a code on paper; the page says whom to ask without one."""
    return _forgotten(ForgottenForm())


def _forgotten(form: ForgottenForm) -> str:
    return render_template(
        "auth/forgotten.html", form=form, suggestion=passphrases.suggest_for(form.passphrase)
    )


@blueprint.post("/forgotten")
@public
@writes_late
def forgotten() -> ResponseReturnValue:
    """A new passphrase for the same keys, or the same words for every mistake."""
    form = ForgottenForm(login=request.form.get("login", ""))
    if not form.validate_on_submit():
        return _forgotten(form), 422
    try:
        _use(form)
    except (WrongRecoveryCode, TooMany) as error:
        if isinstance(error, WrongRecoveryCode):
            note_failure(db.session, secrets(), form.login.data, _address(), Act.SIGN_IN_FAILED)
        form.form_errors.append(error.message)
        return _forgotten(form), error.status
    flash(_("Your passphrase is changed, and the code is used up. Sign in with the new passphrase."))
    return redirect(url_for("auth.sign_in_page"), 303)


def _use(form: ForgottenForm) -> None:
    recovery.use_code(
        db.session,
        secrets(),
        form.login.data,
        form.code.data,
        form.passphrase.data,
        address=_address(),
        cheap=uses_cheap_passphrases(),
    )


def _address() -> str:
    return request.remote_addr or ""
