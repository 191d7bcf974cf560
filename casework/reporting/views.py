"""The pages of reporting. Those of the numbers read published cells, and need no key."""

from __future__ import annotations

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from auth.policy import Permission, requires
from auth.to_do import key_news
from casework.core.db import db
from casework.core.i18n import _, language
from casework.reporting.categories import Dimension
from casework.reporting.due import due
from casework.reporting.forms import PublishForm
from casework.reporting.pages import compared, overview
from casework.reporting.pages.choosing import Choices
from casework.reporting.pages.frame import draw, none_yet
from casework.reporting.queries import not_compared, waiting
from casework.reporting.queries import releases as all_releases
from casework.reporting.reading import frame, read
from casework.reporting.release.ring import reporting_ring

blueprint = Blueprint("reporting", __name__)


@blueprint.get("/numbers")
@requires(Permission.TABLES)
def dashboard() -> ResponseReturnValue:
    """The overview: five questions of a manager."""
    known = frame()
    if known is None:
        return none_yet()
    chosen = Choices("reporting.dashboard", request.args)
    kind = chosen.pick("by", compared.KINDS, compared.KINDS[0])
    chosen.check()
    asked = overview.questions(Dimension(kind))
    found = read(list(asked.values())) or known
    answers = overview.overview(found, Dimension(kind), language())
    return draw("overview", found, page=answers, kinds=compared.links(chosen))


@blueprint.get("/numbers/how")
@requires(Permission.TABLES)
def how() -> ResponseReturnValue:
    """How these numbers are protected."""
    known = frame()
    return render_template("reporting/how.html", small=known is not None and known.layout.small)


@blueprint.get("/releases")
@requires(Permission.RELEASE)
def releases() -> ResponseReturnValue:
    """What is due, what it will contain, and what was published."""
    return _releases_page()


def _releases_page() -> str:
    ring = reporting_ring(db.session)
    return render_template(
        "reporting/releases.html",
        due=due(db.session),
        waiting=waiting(db.session, ring),
        not_compared=not_compared(db.session, ring),
        releases=all_releases(db.session),
        form=PublishForm(),
        keys=key_news(db.session, current_user, g.live.rings),
    )


@blueprint.post("/releases")
@requires(Permission.RELEASE)
def publish_release() -> ResponseReturnValue:
    """Make the release that is due; what arrived since is taken in part by part before it."""
    if not PublishForm().validate_on_submit():
        return _releases_page(), 422
    # Counting stands on numpy, which takes long to load: only who publishes waits for it.
    from casework.reporting.actions import publish, take_in_part

    left = take_in_part(db.session)
    if left:
        return _taking_in(left)
    publish(db.session, current_user)
    flash(_("The release is published."))
    if request.accept_mimetypes.best == "application/json":
        return {"done": 1, "total": 1, "over": True}
    return redirect(url_for("reporting.releases"), 303)


def _taking_in(left: int) -> ResponseReturnValue:
    """How far it is; a script goes on by itself, a person with the button. Nothing of it is kept."""
    told = request.form.get("of", "")
    total = max(int(told), left) if told.isascii() and told.isdigit() and len(told) < 9 else left
    if request.accept_mimetypes.best == "application/json":
        return {"done": total - left, "total": total, "over": False}
    return render_template("reporting/taking_in.html", done=total - left, total=total, form=PublishForm())
