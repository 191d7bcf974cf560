"""Somebody may know her passphrase, or has her laptop."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from auth import passphrases, suspected
from auth.errors import WrongPassphrase
from auth.policy import Permission, requires, writes_late
from auth.second_step_forms import SuspectedForm
from auth.unlocked import clear_cookie, secrets, uses_cheap_passphrases
from auth.views.proving import say_why
from auth.views.room import blueprint, live, me, own_ring
from casework.core.db import db
from casework.core.errors import TooMany
from casework.core.i18n import _


@blueprint.get("/account/suspected")
@requires(Permission.OWN_ACCOUNT)
def suspected_page() -> ResponseReturnValue:
    """What will happen, before it does."""
    return _page(SuspectedForm(login=me().login))


def _page(form: SuspectedForm) -> str:
    return render_template(
        "auth/suspected.html",
        form=form,
        suggestion=passphrases.suggest_for(form.passphrase),
        has_keys=own_ring() is not None,
        keeps=suspected.keeps_keys(db.session, me()),
    )


@blueprint.post("/account/suspected")
@requires(Permission.OWN_ACCOUNT)
@writes_late
def renew_keys() -> ResponseReturnValue:
    """Another key pair, every session over; she signs in with the new passphrase."""
    form = SuspectedForm(login=me().login)
    if not form.validate_on_submit():
        return _page(form), 422
    try:
        _renew(form)
    except (WrongPassphrase, TooMany) as error:
        status = say_why(form, form.old_passphrase, error)
        return _page(form), status
    flash(_("Your old passphrase and keys open nothing any more. Sign in with the new passphrase."))
    return clear_cookie(redirect(url_for("auth.sign_in_page"), 303))  # type: ignore[arg-type]


def _renew(form: SuspectedForm) -> None:
    suspected.renew(
        db.session,
        secrets(),
        live(),
        form.old_passphrase.data,
        form.passphrase.data,
        address=request.remote_addr or "",
        cheap=uses_cheap_passphrases(),
    )
