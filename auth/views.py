"""Signing in and out, language and calendar, quick exit."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Blueprint, g, make_response, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from auth import keys
from auth import session as sessions
from auth.errors import WrongPassphrase
from auth.forms import SignInForm
from auth.policy import public
from auth.signing_in import SignedIn, note_failure, ring_digest, sign_in
from auth.typing_kept import keep_typing
from auth.unlocked import clear_cookie, secrets, set_cookie, uses_cheap_passphrases
from casework.audit.chain import Actor, note
from casework.audit.models import Act
from casework.core.db import begin_write, commit, db
from casework.core.errors import TooMany
from casework.core.i18n import CALENDARS, LANGUAGES

blueprint = Blueprint("auth", __name__)
DEFAULT_EXIT = "https://www.dhm.gov.np/"


@blueprint.get("/sign-in")
@public
def sign_in_page() -> ResponseReturnValue:
    """The form; with `kept` it says that what was typed is safe."""
    return render_template("auth/sign_in.html", form=SignInForm(), kept="kept" in request.args)


@blueprint.post("/sign-in")
@public
def sign_in_now() -> ResponseReturnValue:
    """Unlock the rings, or say the same words for every mistake."""
    form = SignInForm()
    if not form.validate_on_submit():
        return render_template("auth/sign_in.html", form=form), 422
    try:
        done = _try(form)
    except (WrongPassphrase, TooMany) as error:
        return _failed(form, error)
    if done.compare is not None:
        return _compare(form, done)
    response = make_response(redirect(_next(), 303))
    session["lang"] = session.get("lang") or done.user.language
    set_cookie(response, done.cookie)
    return response


def _try(form: SignInForm) -> SignedIn:
    return sign_in(
        db.session,
        secrets(),
        form.login.data,
        form.passphrase.data,
        address=request.remote_addr or "",
        compared=form.compared.data or "",
        cheap=uses_cheap_passphrases(),
    )


def _failed(form: SignInForm, error: WrongPassphrase | TooMany) -> ResponseReturnValue:
    db.session.rollback()
    if isinstance(error, WrongPassphrase):
        begin_write(db.session)
        note_failure(db.session, secrets(), form.login.data, request.remote_addr or "")
        commit(db.session)
    form.form_errors.append(error.message)
    return render_template("auth/sign_in.html", form=form), error.status


def _compare(form: SignInForm, done: SignedIn) -> ResponseReturnValue:
    assert done.compare is not None
    form.compared.data = ring_digest(done.compare)
    groups = keys.digits(done.compare.now.inbox, 8)
    return render_template("auth/compare.html", form=form, groups=groups)


def _next() -> str:
    target = request.args.get("next", "")
    parts = urlsplit(target)
    safe = target.startswith("/") and not target.startswith("//") and not parts.netloc
    return target if safe and "\\" not in target else "/"


@blueprint.post("/sign-out")
@public
def sign_out() -> ResponseReturnValue:
    """End the session and clear what the browser kept."""
    if g.live is not None:
        user = g.live.user
        sessions.end(g.live.row)
        note(db.session, Actor(user.organisation_id, user.id), Act.SIGNED_OUT)
    response = make_response(redirect(url_for("auth.sign_in_page"), 303))
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return clear_cookie(response)


@blueprint.post("/preferences")
@public
def preferences() -> ResponseReturnValue:
    """Choose language or calendar; kept in the browser and, signed in, with the account."""
    for name, allowed in (("lang", LANGUAGES), ("calendar", CALENDARS)):
        value = request.form.get(name)
        if value in allowed:
            session[name] = value
            if g.live is not None:
                setattr(g.live.user, "language" if name == "lang" else "calendar", value)
    session.permanent = True
    target = request.form.get("next", "")
    return redirect(target if target.startswith("/") and target[1:2] not in "/\\" else "/", 303)


@blueprint.post("/quick-exit")
@public
def quick_exit() -> ResponseReturnValue:
    """Keep what was typed for her alone, end the session, leave a blank page that moves on."""
    site = DEFAULT_EXIT
    if g.live is not None:
        site = g.live.user.organisation.exit_url or DEFAULT_EXIT
        keep_typing(db.session, g.live.row, request.form.get("typed_path", ""), request.form)
        sessions.end(g.live.row)
    response = make_response(render_template("auth/blank.html", site=site))
    response.headers["Clear-Site-Data"] = '"cache"'
    return clear_cookie(response)
