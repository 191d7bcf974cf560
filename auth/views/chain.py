"""The auditor's page."""

from __future__ import annotations

from flask import render_template, request
from flask.typing import ResponseReturnValue

from auth import chain as programme
from auth.policy import Permission, requires
from auth.views.room import blueprint
from casework.core.db import db


@blueprint.get("/chain")
@requires(Permission.PROGRAMME_AUDIT)
def chain() -> ResponseReturnValue:
    """Sign-ins, ceremonies and refusals of the whole programme."""
    number = request.args.get("page", 1, type=int)
    page = programme.lines(db.session, number)
    return render_template("auth/chain.html", page=page, words=programme.WORDS)
