"""One's own account."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from flask import flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from auth import keys, own_passphrase, rings, second_step, small_rings
from auth.announcements import all_of_them, announcements, read_up_to
from auth.errors import WrongPassphrase
from auth.forms import AccountForm, ChangePassphraseForm
from auth.policy import Permission, requires, writes_late
from auth.session import end, living
from auth.small_ring_tasks import of_members
from auth.tasks import member_tasks
from auth.unlocked import clear_cookie, secrets, uses_cheap_passphrases
from auth.views.proving import say_why
from auth.views.room import actor, blueprint, live, me, own_ring
from casework.audit.chain import note
from casework.audit.models import Act
from casework.core import clock
from casework.core.db import db
from casework.core.errors import TooMany
from casework.core.i18n import _


@blueprint.get("/account")
@requires(Permission.OWN_ACCOUNT)
def account_page() -> ResponseReturnValue:
    """Her numbers, language, passphrase, and signing out everywhere."""
    return _page(AccountForm(obj=me()), ChangePassphraseForm(login=me().login))


def _page(form: AccountForm, change: ChangePassphraseForm) -> str:
    return render_template(
        "auth/account.html",
        form=form,
        change=change,
        groups=keys.digits(me().public_key or b""),
        said=announcements(db.session, me()) if live().rings else [],
        tasks=[
            *member_tasks(db.session, me(), own_ring()),
            *of_members(db.session, me(), live().rings),
        ],
        few=bool(small_rings.of(db.session, me())),
        factors=second_step.read(db.session, secrets(), me()),
        sessions=[(row, _hour(row.created_at), _hour(row.last_seen)) for row in living(db.session, me())],
        here=live().row.id,
    )


def _hour(moment: datetime) -> str:
    return f"{moment.astimezone(clock.KATHMANDU):%H:%M}"


@blueprint.post("/account")
@requires(Permission.OWN_ACCOUNT)
def change_account() -> ResponseReturnValue:
    """Choose how she wants to read."""
    form = AccountForm()
    if not form.validate_on_submit():
        return _page(form, ChangePassphraseForm(login=me().login)), 422
    me().language, me().calendar = form.language.data, form.calendar.data
    session["lang"], session["calendar"] = me().language, me().calendar
    flash(_("Saved."))
    return redirect(url_for("auth.account_page"), 303)


@blueprint.get("/account/news")
@requires(Permission.OWN_ACCOUNT)
def news() -> ResponseReturnValue:
    """All that ever happened to the keys of her organisation."""
    page = all_of_them(db.session, me(), request.args.get("page", 1, type=int))
    return render_template("auth/news.html", page=page)


@blueprint.post("/account/news")
@requires(Permission.OWN_ACCOUNT)
def news_read() -> ResponseReturnValue:
    """She has read what stood on her page."""
    newest = request.form.get("newest", type=UUID)
    if newest is not None:
        read_up_to(db.session, me(), newest)
    return redirect(url_for("auth.account_page"), 303)


@blueprint.post("/account/passphrase")
@requires(Permission.OWN_ACCOUNT)
@writes_late
def change_passphrase() -> ResponseReturnValue:
    """Lock the same seed under a new passphrase; her other sessions end."""
    form = ChangePassphraseForm(login=me().login)
    if not form.validate_on_submit():
        return _page(AccountForm(obj=me()), form), 422
    try:
        _change(form)
    except (WrongPassphrase, TooMany) as error:
        status = say_why(form, form.old_passphrase, error)
        return _page(AccountForm(obj=me()), form), status
    flash(_("Your passphrase is changed."))
    return redirect(url_for("auth.account_page"), 303)


def _change(form: ChangePassphraseForm) -> None:
    own_passphrase.change(
        db.session,
        secrets(),
        live(),
        form.old_passphrase.data,
        form.passphrase.data,
        address=request.remote_addr or "",
        cheap=uses_cheap_passphrases(),
    )


@blueprint.post("/account/sessions")
@requires(Permission.OWN_ACCOUNT)
def end_sessions() -> ResponseReturnValue:
    """End one sign-in of hers elsewhere, or all of them."""
    which = request.form.get("which", "")
    ended = [row for row in living(db.session, me()) if row.id != live().row.id]
    if which != "others":
        ended = [row for row in ended if row.id.hex() == which]
    for row in ended:
        end(row)
    if ended:
        note(db.session, actor(), Act.SESSIONS_ENDED)
        flash(_("Ended. Whoever works there signs in anew."))
    return redirect(url_for("auth.account_page"), 303)


@blueprint.post("/account/sign-out")
@requires(Permission.OWN_ACCOUNT)
def sign_out_everywhere() -> ResponseReturnValue:
    """End every session of hers, this one included."""
    note(db.session, actor(), Act.SIGNED_OUT)
    rings.end_sessions(db.session, [me().id])
    response = redirect(url_for("auth.sign_in_page"), 303)
    return clear_cookie(response)  # type: ignore[arg-type]
