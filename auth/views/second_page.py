"""The second step of a sign-in: digits, a security key, or a code from paper."""

from __future__ import annotations

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from webauthn import generate_authentication_options, options_to_json
from webauthn.helpers import base64url_to_bytes
from webauthn.helpers.structs import PublicKeyCredentialDescriptor

from auth import half_way, second_step, throttle
from auth.half_way import HalfWay
from auth.policy import public
from auth.second_step import Factors
from auth.second_step_errors import TookTooLong, WrongCode
from auth.second_step_forms import DigitsForm, KeyForm
from auth.second_step_proof import prove_by_digits, prove_by_key
from auth.signing_in import note_wrong_step, take_second_step
from auth.unlocked import half_cookie_name, secrets, set_half_cookie
from auth.views.room import blueprint, place
from auth.views.sign_in import welcome
from casework.core.db import db
from casework.core.errors import TooMany


@blueprint.get("/sign-in/second")
@public
def second_page() -> ResponseReturnValue:
    """Which ways she has. Without a passphrase given lately there is nothing here."""
    try:
        half = _half()
    except TookTooLong as error:
        return _again(error)
    return _page(half, DigitsForm())


@blueprint.post("/sign-in/second")
@public
def second_now() -> ResponseReturnValue:
    """Go on with what she gave, or say the same words for every mistake."""
    try:
        half = _half()
    except TookTooLong as error:
        return _again(error)
    form, by_key = DigitsForm(), KeyForm()
    if not by_key.is_submitted() and not form.validate_on_submit():
        return _page(half, form), 422
    user_id = half.user.id
    try:
        throttle.check(db.session, secrets(), half.user.login, "", throttle.SECOND)
        done = take_second_step(db.session, secrets(), half, lambda: _prove(half, form, by_key))
    except TookTooLong as error:
        return _again(error)
    except (WrongCode, TooMany) as error:
        if isinstance(error, WrongCode):
            note_wrong_step(db.session, secrets(), user_id)
        form.form_errors.append(error.message)
        return _page(_half(), form), error.status
    return set_half_cookie(make_response(welcome(done)), "")


def _prove(half: HalfWay, form: DigitsForm, by_key: KeyForm) -> None:
    factors = second_step.read(db.session, secrets(), half.user)
    if not by_key.is_submitted():
        return prove_by_digits(db.session, half.user.id, factors, form.code.data)
    if not by_key.validate():
        raise WrongCode
    here, answer = place(), by_key.credential.data or ""
    return prove_by_key(
        db.session,
        half.user.id,
        factors,
        answer,
        challenge=half.challenge,
        origin=here.origin,
        host=here.host,
    )


def _half() -> HalfWay:
    return half_way.find(db.session, secrets(), request.cookies.get(half_cookie_name(), ""))


def _page(half: HalfWay, form: DigitsForm) -> str:
    factors = second_step.read(db.session, secrets(), half.user)
    return render_template(
        "auth/second_page.html",
        form=form,
        by_key=KeyForm(),
        factors=factors,
        options=_options(half, factors),
    )


def _options(half: HalfWay, factors: Factors) -> str:
    """What the browser asks a security key of hers, if one fits here."""
    host = place().host
    keys = [one for one in factors.keys if one.host == host]
    if not keys:
        return ""
    allowed = [PublicKeyCredentialDescriptor(base64url_to_bytes(one.id)) for one in keys]
    asked = generate_authentication_options(rp_id=host, challenge=half.challenge, allow_credentials=allowed)
    return options_to_json(asked)


def _again(error: TookTooLong) -> ResponseReturnValue:
    flash(str(error.message), "problem")
    return set_half_cookie(make_response(redirect(url_for("auth.sign_in_page"), 303)), "")
