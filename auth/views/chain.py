"""The auditor's page, and the same to take away."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from flask import render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from auth import chain as programme
from auth.log_forms import ProgrammeLogForm
from auth.models import Organisation
from auth.policy import Permission, requires
from auth.views.room import actor, blueprint
from casework.audit.asked import Asked
from casework.audit.models import Act
from casework.audit.readings import note_reading
from casework.core.calendar_text import show_date
from casework.core.clock import day_of
from casework.core.csv_answer import csv_answer
from casework.core.db import db
from casework.core.i18n import _, calendar, language


@blueprint.get("/chain")
@requires(Permission.PROGRAMME_AUDIT)
def chain() -> ResponseReturnValue:
    """Sign-ins, ceremonies and refusals of the whole programme."""
    form = _form()
    page = programme.lines(db.session, request.args.get("page", 1, type=int), _asked(form))
    filters = {name: texts for name, texts in request.args.lists() if name != "page"}
    return render_template("auth/chain.html", page=page, words=programme.WORDS, form=form, filters=filters)


@blueprint.get("/chain.csv")
@requires(Permission.PROGRAMME_AUDIT)
def chain_file() -> ResponseReturnValue:
    """The same lines as a file. That it was taken is noted."""
    note_reading(db.session, actor(), Act.EXPORTED)
    lang = language()
    rows = [[_("When"), _("Time"), _("Who"), _("Organisation"), _("What was done"), _("About whom")]]
    for line in programme.lines_to_take(db.session, _asked(_form())):
        day = show_date(day_of(line.at), calendar=calendar(), lang=lang)
        act = str(programme.WORDS[line.act])
        rows.append([day, line.time, line.login, line.organisation.name(lang), act, line.about])
    return csv_answer(rows, "log")


def _form() -> ProgrammeLogForm:
    form = ProgrammeLogForm(request.args)
    organisations = db.session.scalars(select(Organisation).order_by(Organisation.name_en))
    form.offer([(str(one.id), one.name(language())) for one in organisations], programme.WORDS)
    form.validate()
    return form


def _asked(form: ProgrammeLogForm) -> Asked:
    every = programme.everything()
    return replace(
        every,
        acts=form.acts(every.acts),
        organisation_id=UUID(form.who.data) if form.who.data else None,
        since=form.since.data,
        until=form.until.data,
    )
