"""The managers' page of tokens for other programs, and the page on which the interface is explained."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from auth import tokens as words
from auth.policy import Permission, requires, writes_late
from auth.token_models import ApiToken
from auth.views.proving import proven
from casework.core import clock
from casework.core.db import db
from casework.core.i18n import _, language
from casework.reporting.interface.addresses import ADDRESSES
from casework.reporting.interface.problems import ALL
from casework.reporting.interface.token_forms import NewTokenForm
from casework.reporting.marks import Mark
from casework.reporting.out.heads import meant
from casework.vault.acting import actor

blueprint = Blueprint("tokens", __name__)


@blueprint.get("/numbers/tokens")
@requires(Permission.TOKENS)
def page() -> ResponseReturnValue:
    """Every token of the office, and the form of a new one."""
    return _page(NewTokenForm())


def _page(form: NewTokenForm) -> str:
    rows = words.tokens_of(db.session, current_user.organisation_id)
    return render_template(
        "reporting/interface/tokens.html",
        rows=rows,
        used=words.last_used(db.session, current_user.organisation_id),
        good={row.id for row in rows if words.is_good(row)},
        form=form,
        now=clock.now(),
    )


@blueprint.post("/numbers/tokens")
@requires(Permission.TOKENS)
@writes_late
def make() -> ResponseReturnValue:
    """Make a token and show it, once."""
    form = NewTokenForm()
    if db.session.get(ApiToken, form.new_id.data) is not None:
        flash(_("This token was made already. It was shown once; here you can end it and make another one."))
        return redirect(url_for("tokens.page"), 303)
    if not form.validate_on_submit():
        return _page(form), 422
    _seed, status = proven(form)
    if status != 200:
        return _page(form), status
    word = words.make(db.session, current_user, form.new_id.data, form.name.data, form.time)
    return render_template("reporting/interface/shown.html", word=word, name=form.name.data)


@blueprint.post("/numbers/tokens/<uuid:token_id>/end")
@requires(Permission.TOKENS)
def end(token_id: UUID) -> ResponseReturnValue:
    """End a token at once."""
    words.end(db.session, actor(db.session), words.of_colleague(db.session, current_user, token_id))
    flash(_("The token is ended. It opens nothing any more."))
    return redirect(url_for("tokens.page"), 303)


@blueprint.get("/numbers/api")
@requires(Permission.TABLES)
def explained() -> ResponseReturnValue:
    """What programs can ask, for people who make one."""
    marks = [(mark, meant(mark, language())) for mark in Mark]
    return render_template(
        "reporting/interface/explained.html",
        addresses=ADDRESSES,
        marks=marks,
        problems=ALL,
        may_make=current_user.may(Permission.TOKENS),
    )
