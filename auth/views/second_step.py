"""The second step on one's own account: set up, looked at, changed."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from webauthn import options_to_json

from auth import second_step as steps
from auth import second_step_setting as setting
from auth.policy import Permission, opens_first, requires, writes_late
from auth.second_step import MOST_KEYS
from auth.second_step_errors import WrongCode
from auth.second_step_forms import (
    REASONS,
    NewKeyAgainForm,
    NewKeyForm,
    OwnPassphraseForm,
    PhoneAgainForm,
    PhoneForm,
    RemoveForm,
)
from auth.second_step_proof import codes_left
from auth.session import Step
from auth.unlocked import second_step_by_role, secrets
from auth.views.proving import is_asked, proven
from auth.views.room import blueprint, keep_live, live, me, place, qr
from casework.core.db import db
from casework.core.errors import NotAllowed
from casework.core.i18n import _
from casework.instance import this_is_demo


@blueprint.get("/account/second-step")
@requires(Permission.OWN_ACCOUNT)
@opens_first
def second_step() -> ResponseReturnValue:
    """What she has, and what she could have."""
    factors = steps.read(db.session, secrets(), me())
    return render_template(
        "auth/second_step.html",
        factors=factors,
        left=codes_left(db.session, me().id, factors),
        names=[(setting.name_of(one), one.name) for one in factors.keys],
        required=live().step is Step.REQUIRED,
        needed=setting.needs_last(me(), factors, by_role=second_step_by_role()),
        why=REASONS.get(factors.anew, ""),
        takes_keys=place().takes_keys and len(factors.keys) < MOST_KEYS,
        is_demo=this_is_demo(),
        onward=live().onward,
    )


@blueprint.get("/account/second-step/phone")
@requires(Permission.OWN_ACCOUNT)
@opens_first
def phone_page() -> ResponseReturnValue:
    """The QR code for her phone, and the same to type."""
    return _phone(_phone_form())


def _phone_form() -> PhoneForm:
    return PhoneAgainForm() if is_asked() else PhoneForm()


def _phone(form: PhoneForm) -> str:
    secret = setting.phone_secret(secrets(), live())
    groups = [secret[start : start + 4] for start in range(0, len(secret), 4)]
    address = setting.phone_address(live(), secret)
    drawn = qr(address, _("The same for your phone's camera"))
    return render_template("auth/second_phone.html", form=form, groups=groups, qr=drawn)


@blueprint.post("/account/second-step/phone")
@requires(Permission.OWN_ACCOUNT)
@opens_first
@writes_late
def add_phone() -> ResponseReturnValue:
    """Her phone shows the right digits: from now on they are asked for."""
    form = _phone_form()
    if not form.validate_on_submit():
        return _phone(form), 422
    _seed, status = proven(form)
    if status != 200:
        return _phone(form), status
    try:
        setting.add_phone(db.session, secrets(), live(), form.code.data)
    except WrongCode:
        form.code.errors = [_("These are not the digits of this moment. Is the clock of your phone right?")]
        return _phone(form), 422
    return _set_up()


def _set_up() -> ResponseReturnValue:
    keep_live()
    flash(_("Your second step is set up. Print a page with codes as well, for a day without it."))
    return redirect(url_for("auth.second_step"), 303)


@blueprint.get("/account/second-step/key")
@requires(Permission.OWN_ACCOUNT)
@opens_first
def key_page() -> ResponseReturnValue:
    """A name for the key; the browser does the rest."""
    return _key(NewKeyAgainForm() if is_asked() else NewKeyForm())


def _key(form: NewKeyForm) -> str:
    factors = steps.read(db.session, secrets(), me())
    options = setting.key_options(secrets(), live(), factors, place())
    may = place().takes_keys and len(factors.keys) < MOST_KEYS
    return render_template("auth/second_key.html", form=form, options=options_to_json(options), may=may)


@blueprint.post("/account/second-step/key")
@requires(Permission.OWN_ACCOUNT)
@opens_first
@writes_late
def add_key() -> ResponseReturnValue:
    """The key has answered: from now on it opens the second step."""
    form = NewKeyAgainForm() if is_asked() else NewKeyForm()
    if not form.validate_on_submit():
        return _key(form), 422
    _seed, status = proven(form)
    if status != 200:
        return _key(form), status
    try:
        setting.add_key(db.session, secrets(), live(), form.credential.data or "", form.name.data, place())
    except WrongCode:
        form.form_errors.append(_("The key did not answer, or not to this page. Please try once more."))
        return _key(form), 422
    return _set_up()


@blueprint.get("/account/second-step/codes")
@requires(Permission.OWN_ACCOUNT)
def codes_page() -> ResponseReturnValue:
    """What the printed page is for: to stand in for a phone or a key that she has."""
    if not steps.read(db.session, secrets(), me()).any:
        raise NotAllowed
    return render_template("auth/second_codes.html", form=OwnPassphraseForm())


@blueprint.post("/account/second-step/codes")
@requires(Permission.OWN_ACCOUNT)
@writes_late
def make_codes() -> ResponseReturnValue:
    """Ten new codes, shown this once."""
    form = OwnPassphraseForm()
    if not form.validate_on_submit():
        return render_template("auth/second_codes.html", form=form), 422
    _seed, status = proven(form)
    if status != 200:
        return render_template("auth/second_codes.html", form=form), status
    codes = setting.make_codes(db.session, secrets(), live())
    return render_template("auth/second_codes_shown.html", codes=codes)


@blueprint.get("/account/second-step/remove")
@requires(Permission.OWN_ACCOUNT)
def remove_page() -> ResponseReturnValue:
    """One of them, to be done without."""
    return _remove(RemoveForm(data={"which": request.args.get("which", "phone")}))


def _remove(form: RemoveForm) -> str:
    factors, which = steps.read(db.session, secrets(), me()), form.which.data or ""
    left = setting.without(me(), factors, which, by_role=second_step_by_role())
    name = next((one.name for one in factors.keys if setting.name_of(one) == which), "")
    return render_template("auth/second_remove.html", form=form, name=name, last=not left.any)


@blueprint.post("/account/second-step/remove")
@requires(Permission.OWN_ACCOUNT)
@writes_late
def remove_step() -> ResponseReturnValue:
    """It opens nothing from now on."""
    form = RemoveForm()
    if not form.validate_on_submit():
        return _remove(form), 422
    _seed, status = proven(form)
    if status != 200:
        return _remove(form), status
    setting.remove(db.session, secrets(), live(), form.which.data or "", by_role=second_step_by_role())
    flash(_("It is no longer asked for, and opens nothing."))
    return redirect(url_for("auth.second_step"), 303)
