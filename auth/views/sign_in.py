"""Signing in and out, language and calendar, quick exit."""

from __future__ import annotations

from flask import g, make_response, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from auth import half_way, keys, set_up
from auth import session as sessions
from auth.errors import KeyChanged, WrongPassphrase
from auth.forms import SignInForm
from auth.held import HeldRing
from auth.models import User
from auth.policy import public, writes_late
from auth.signing_in import SignedIn, note_failure, ring_digest, sign_in
from auth.small_rings import who_let_in
from auth.typing_kept import keep_after_sign_out, keep_typing
from auth.unlocked import (
    clear_cookie,
    cookie_name,
    half_cookie_name,
    second_step_by_role,
    secrets,
    set_cookie,
    set_half_cookie,
    uses_cheap_passphrases,
)
from auth.views.room import blueprint, instance_folder, is_own_page, remember_reading, way_on
from auth.views.way import forget_way, way_asked_for
from casework.audit.chain import Actor, note
from casework.audit.models import Act
from casework.core.db import db
from casework.core.errors import TooMany
from casework.core.i18n import CALENDARS, LANGUAGES

LATER = "put_off"
DEFAULT_EXIT = "https://www.dhm.gov.np/"


@blueprint.get("/sign-in")
@public
def sign_in_page() -> ResponseReturnValue:
    """The form. `kept` says whether what was typed is safe; an empty instance is set up first."""
    if set_up.is_open(db.session, instance_folder()):
        return redirect(url_for("auth.set_up_page"), 303)
    return render_template("auth/sign_in.html", form=SignInForm(), kept=request.args.get("kept", ""))


@blueprint.post("/sign-in")
@public
@writes_late
def sign_in_now() -> ResponseReturnValue:
    """Unlock the rings, or say the same words for every mistake."""
    form = SignInForm()
    if not form.validate_on_submit():
        return render_template("auth/sign_in.html", form=form), 422
    try:
        done = _try(form)
    except (WrongPassphrase, TooMany) as error:
        return _failed(form, error)
    except KeyChanged:
        note_failure(db.session, secrets(), form.login.data, request.remote_addr or "", Act.REFUSED)
        raise
    if done.compare is not None:
        return _compare(form, done.user, done.compare)
    return ask_second_step(done) if done.half else welcome(done)


def _try(form: SignInForm) -> SignedIn:
    return sign_in(
        db.session,
        secrets(),
        form.login.data,
        form.passphrase.data,
        address=request.remote_addr or "",
        compared="" if request.form.get(LATER) else form.compared.data or "",
        later=_left_closed(form),
        by_role=second_step_by_role(),
        cheap=uses_cheap_passphrases(),
    )


def _left_closed(form: SignInForm) -> list[str]:
    """What she left closed before, on her way to the next ring, and what she does by the button "Later"."""
    return f"{form.later.data or ''} {request.form.get(LATER, '')}".split()


def _failed(form: SignInForm, error: WrongPassphrase | TooMany) -> ResponseReturnValue:
    if isinstance(error, WrongPassphrase):
        note_failure(db.session, secrets(), form.login.data, request.remote_addr or "", Act.SIGN_IN_FAILED)
    form.form_errors.append(error.message)
    return render_template("auth/sign_in.html", form=form), error.status


def _compare(form: SignInForm, user: User, ring: HeldRing) -> ResponseReturnValue:
    form.compared.data, form.later.data = ring_digest(ring), " ".join(_left_closed(form))
    groups = keys.ring_digits(ring.now.inbox, ring.now.verify_key)
    by = who_let_in(db.session, ring.id, user) if ring.restricted else None
    return render_template("auth/compare.html", form=form, groups=groups, few=ring.restricted, by=by)


def ask_second_step(done: SignedIn) -> ResponseReturnValue:
    """On to the second step, with nothing opened yet."""
    return set_half_cookie(make_response(redirect(url_for("auth.second_page"), 303)), done.half)


def welcome(done: SignedIn) -> Response:
    """Her session begins, where she wanted to go."""
    if g.live is not None:
        sessions.end(g.live.row)
    target = done.path or way_asked_for()
    response = make_response(redirect(way_on(done.user, has_keys=done.has_keys, target=target), 303))
    remember_reading(done.user)
    return forget_way(set_cookie(response, done.cookie))


@blueprint.post("/sign-out")
@public
def sign_out() -> ResponseReturnValue:
    """End the session and clear what the browser kept."""
    if g.live is not None:
        user = g.live.user
        sessions.end(g.live.row)
        note(db.session, Actor(user.organisation_id, user.id), Act.SIGNED_OUT)
    response = make_response(redirect(url_for("auth.sign_in_page"), 303))
    # Not "storage": that this device hides names has to outlive the sign-in.
    response.headers["Clear-Site-Data"] = '"cache"'
    half_way.drop(db.session, request.cookies.get(half_cookie_name(), ""))
    return forget_way(set_half_cookie(clear_cookie(response), ""))


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
    return redirect(target if is_own_page(target) else "/", 303)


@blueprint.post("/quick-exit")
@public
def quick_exit() -> ResponseReturnValue:
    """Keep what was typed for her alone, end the session, leave a blank page that moves on."""
    site = DEFAULT_EXIT
    path, cookie = request.form.get("typed_path", ""), request.cookies.get(cookie_name(), "")
    if g.live is None:
        keep_after_sign_out(db.session, secrets(), path, request.form, cookie)
    else:
        keep_typing(db.session, secrets(), g.live.row, path, request.form)
        site = g.live.user.organisation.exit_url or DEFAULT_EXIT
        sessions.end(g.live.row)
    response = make_response(render_template("auth/blank.html", site=site))
    response.headers["Clear-Site-Data"] = '"cache"'
    half_way.drop(db.session, request.cookies.get(half_cookie_name(), ""))
    return forget_way(set_half_cookie(clear_cookie(response), ""))
