"""The auditor's page of tables asked for, and the same to take away."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from functools import cache
from uuid import UUID

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from auth.policy import Permission, requires
from casework.audit.asked import Asked
from casework.audit.models import Act
from casework.audit.readings import note_reading
from casework.core import clock
from casework.core.calendar import to_bs
from casework.core.calendar_text import show_date
from casework.core.csv_answer import csv_answer
from casework.core.db import db
from casework.core.i18n import _, calendar, language
from casework.reporting.watching import alerts
from casework.reporting.watching.asked import ACTS, Line, lines_to_take, logins, looks, people, rows
from casework.reporting.watching.forms import TablesForm
from casework.reporting.watching.words import answer, cut, door, named, part, release, table
from casework.vault.acting import actor

blueprint = Blueprint("watching", __name__)
LOOKED_BACK = timedelta(days=30)
"""So many days are searched for patterns."""
LINKED = ("who", "answer", "since", "until")


@blueprint.get("/chain/tables")
@requires(Permission.PROGRAMME_AUDIT)
def tables() -> ResponseReturnValue:
    """Every table asked for, refusals included."""
    form = _form()
    found = looks(db.session, _asked(form), request.args.get("page", 1, type=int))
    filters = {name: texts for name, texts in request.args.lists() if name in LINKED}
    # Patterns are those of a month whatever is looked for, and take long: they stand on the first page alone.
    first = found.number == 1 and not any(form[name].data for name in LINKED)
    lately = Asked(ACTS, since=clock.today() - LOOKED_BACK)
    told = alerts.alerts(rows(db.session, lately)) if first else []
    return render_template(
        "reporting/watching/tables.html",
        page=found,
        form=form,
        filters=filters,
        first=first,
        alerts=told,
        names=logins(db.session, {one.user_id for one in told}),
        rules=alerts,
        say={"named": named, "release": release, "door": door, "answer": answer},
        day_url=_day_url,
    )


@blueprint.get("/chain/tables.csv")
@requires(Permission.PROGRAMME_AUDIT)
def tables_file() -> ResponseReturnValue:
    """The same lines as a file. That it was taken is noted."""
    note_reading(db.session, actor(db.session), Act.EXPORTED)
    heads = [_("When"), _("Time"), _("Who"), _("Organisation"), _("Table"), _("Cut by")]
    heads += [_("How much of it"), _("Release"), _("By which way"), _("Answer")]
    return csv_answer([heads, *_rows(lines_to_take(db.session, _asked(_form())))], "tables")


def _day_url(one: alerts.Alert) -> str:
    """The lines of somebody's day."""
    bs = to_bs(one.day)
    day = ["bs", bs.year, bs.month, bs.day]
    return url_for("watching.tables", who=str(one.user_id), since=day, until=day)


def _rows(lines: Iterable[Line]) -> Iterator[list[str]]:
    """Lines in words. There are many, of few days and few tables: each of these is said once."""
    lang = language()
    day = cache(lambda on: show_date(on, calendar=calendar(), lang=lang))
    what = cache(lambda one: [table(one), cut(one), part(one), release(one), door(one)])
    whose = cache(lambda one: one.name(lang))
    for line in lines:
        told = what(line.request)
        yield [
            day(clock.day_of(line.at)),
            line.time,
            line.login,
            whose(line.organisation),
            *told,
            answer(line),
        ]


def _form() -> TablesForm:
    form = TablesForm(request.args)
    form.who.source = [(str(one.id), one.login) for one in people(db.session)]
    form.validate()
    return form


def _asked(form: TablesForm) -> Asked:
    return Asked(
        form.acts(),
        user_id=UUID(form.who.data) if form.who.data else None,
        since=form.since.data,
        until=form.until.data,
    )
