"""My day, and where everybody else's first page is."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from flask import current_app, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from auth.models import User
from auth.policy import Permission, requires
from auth.roles import RING_HOLDERS
from auth.to_do import key_news
from casework.cases import consent_due, steps_due
from casework.cases.lists import Sort, in_order
from casework.cases.reasons import LABELS
from casework.cases.staff import staff_of
from casework.core import clock
from casework.core.db import db
from casework.core.errors import NotVisible
from casework.core.paging import paginate
from casework.today import work_views
from casework.today.blueprint import blueprint
from casework.today.colleagues import late_work
from casework.today.day import day_of, to_talk_with

FIRST = (
    ("today.day", Permission.DAY),
    ("reporting.releases", Permission.RELEASE),
    ("reporting.dashboard", Permission.TABLES),
    ("auth.people", Permission.ACCOUNTS),
    ("auth.chain", Permission.PROGRAMME_AUDIT),
)
"""Each person's first page."""

QUIET_AFTER_DAYS = 30
"""Unless the instance says otherwise, so long without a word is long."""

__all__ = ["blueprint", "consent_due", "steps_due", "work_views"]  # what tells what is due, and further pages


@blueprint.get("/")
@requires(Permission.OWN_ACCOUNT)
def home() -> ResponseReturnValue:
    """Everybody's way to her first page. Without keys most of them would refuse her."""
    if current_user.roles & RING_HOLDERS and not g.live.rings:
        return redirect(url_for("auth.waiting_page"), 303)
    for endpoint, permission in FIRST:
        if current_user.may(permission) and endpoint in current_app.view_functions:
            return redirect(url_for(endpoint), 303)
    raise NotVisible


@blueprint.get("/today")
@requires(Permission.DAY)
def day() -> ResponseReturnValue:
    """What asks for her attention."""
    quiet = timedelta(days=current_app.config.get("QUIET_AFTER_DAYS", QUIET_AFTER_DAYS))
    return render_template(
        "today/day.html",
        day=day_of(db.session, current_user, quiet),
        staff=staff_of(db.session, current_user.organisation_id),
        reasons=LABELS,
        today=clock.today(),
        quiet_days=quiet.days,
        keys=key_news(db.session, current_user, g.live.rings),
    )


@blueprint.get("/today/of/<uuid:user_id>")
@requires(Permission.ASSIGN)
def of_colleague(user_id: UUID) -> ResponseReturnValue:
    """What is overdue in the files of a colleague."""
    worker = db.session.get(User, user_id)
    if worker is None or worker.organisation_id != current_user.organisation_id:
        raise NotVisible
    work = late_work(db.session, current_user, worker)
    return render_template("today/of_colleague.html", work=work, worker=worker, today=clock.today())


@blueprint.get("/today/talks")
@requires(Permission.DAY)
def talks() -> ResponseReturnValue:
    """Her files in which the consent talk is still to come."""
    staff = staff_of(db.session, current_user.organisation_id)
    files = in_order(to_talk_with(db.session, current_user), Sort.NAME, staff)
    page = paginate(files, request.args.get("page", 1, int))
    return render_template("today/talks.html", page=page, staff=staff)
