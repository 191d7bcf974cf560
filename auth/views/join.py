"""A link that was given: to join, or to set a new passphrase."""

from __future__ import annotations

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from auth import invitations, keys, passphrases
from auth.announcements import announcements
from auth.forms import NewPassphraseForm
from auth.joining import Joined, use_link_with
from auth.models import User
from auth.policy import Permission, public, requires, writes_late
from auth.tasks import sheet_tasks
from auth.unlocked import secrets, uses_cheap_passphrases
from auth.views.room import begin_session, blueprint, me, own_ring, way_on
from casework.core.db import begin_write, db


@blueprint.get("/join/<token>")
@public
def join_page(token: str) -> ResponseReturnValue:
    """Whom the link is for, and the passphrase twice."""
    _row, user = invitations.find(db.session, token)
    return _page(NewPassphraseForm(login=user.login), user)


@blueprint.post("/join/<token>")
@public
@writes_late
def join(token: str) -> ResponseReturnValue:
    """Make her key pair; the first steward founds the ring in this very request."""
    _row, user = invitations.find(db.session, token)
    form = NewPassphraseForm(login=user.login)
    if not form.validate_on_submit():
        return _page(form, user), 422
    pair = keys.make_lock(secrets(), user.id, form.passphrase.data, cheap=uses_cheap_passphrases())
    begin_write(db.session)
    row, user = invitations.find(db.session, token, to_use=True)
    joined = use_link_with(db.session, secrets(), row, user, pair)
    if joined.new_key:
        return render_template("auth/new_key.html", groups=keys.digits(joined.new_key))
    return begin_session(joined, _next_page(joined))


def _next_page(joined: Joined) -> str:
    if joined.sheets:
        return url_for("auth.sheets")
    return way_on(joined.user, has_keys=bool(joined.rings))


def _page(form: NewPassphraseForm, user: User) -> str:
    words = passphrases.suggest_for(form.passphrase)
    return render_template("auth/join.html", form=form, user=user, suggestion=words)


@blueprint.get("/keys/waiting")
@requires(Permission.KEYS_WAITING)
def waiting_page() -> ResponseReturnValue:
    """Her own numbers, to read to a steward. Whoever has the keys waits for nothing."""
    if own_ring() is not None:
        return redirect(url_for("auth.account_page"), 303)
    return render_template(
        "auth/waiting.html",
        groups=keys.digits(me().public_key or b""),
        may_use_sheets=me().may(Permission.STEWARD),
        said=announcements(db.session, me()),
        tasks=sheet_tasks(db.session, me(), None),
    )
