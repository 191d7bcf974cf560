"""The log of one's own organisation, and its end, which is copied to paper."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from auth import heads
from auth.policy import Permission, requires
from casework.audit.asked import Asked
from casework.audit.models import Act
from casework.audit.readings import note_reading
from casework.cases.staff import staff_of
from casework.core.calendar_text import show_date
from casework.core.clock import day_of
from casework.core.csv_answer import csv_answer
from casework.core.db import db
from casework.core.errors import NotVisible
from casework.core.i18n import _, calendar, language
from casework.logbook.forms import CompareForm, OwnLogForm
from casework.logbook.queries import Line, lines, lines_to_take, of_own, with_code
from casework.logbook.words import WORDS
from casework.vault.acting import actor

blueprint = Blueprint("logbook", __name__)


@blueprint.get("/log")
@requires(Permission.AUDIT_READ)
def log() -> ResponseReturnValue:
    """Who did what, fifty lines a page."""
    form = _form()
    page = lines(db.session, _asked(form), request.args.get("page", 1, type=int))
    return render_template("logbook/log.html", page=page, words=WORDS, form=form, filters=_filters())


@blueprint.get("/log.csv")
@requires(Permission.AUDIT_READ)
def log_file() -> ResponseReturnValue:
    """The same lines as a file. That it was taken is noted."""
    note_reading(db.session, actor(db.session), Act.EXPORTED)
    heads = [_("When"), _("Time"), _("Who"), _("What was done"), _("Code of the file"), _("About whom")]
    taken = lines_to_take(db.session, _asked(_form()))
    return csv_answer([heads, *map(_row, taken)], "log")


def _row(line: Line) -> list[str]:
    lang = language()
    day = show_date(day_of(line.at), calendar=calendar(), lang=lang)
    who, about = (one.name(lang) if one else "" for one in (line.who, line.about))
    return [day, line.time, who, str(WORDS[line.act]), line.code, about]


def _form() -> OwnLogForm:
    form = OwnLogForm(request.args)
    people = staff_of(db.session, current_user.organisation_id)
    form.offer([(str(one.id), one.name(language())) for one in people.people.values()], WORDS)
    form.validate()
    return form


def _asked(form: OwnLogForm) -> Asked:
    code = form.code.data
    return replace(
        of_own(current_user),
        acts=form.acts(WORDS),
        user_id=UUID(form.who.data) if form.who.data else None,
        since=form.since.data,
        until=form.until.data,
        folder_ids=with_code(db.session, current_user, code) if code else None,
    )


def _filters() -> dict[str, list[str]]:
    return {name: texts for name, texts in request.args.lists() if name != "page"}


@blueprint.get("/log/end")
@requires(Permission.STEWARD)
def end() -> ResponseReturnValue:
    """Where the log ends, and what was written down before."""
    return _end_page(CompareForm())


def _end_page(form: CompareForm) -> str:
    organisation_id = current_user.organisation_id
    return render_template(
        "logbook/end.html",
        end=heads.end_of(db.session, organisation_id),
        written=heads.written(db.session, organisation_id),
        form=form,
    )


@blueprint.post("/log/end")
@requires(Permission.STEWARD)
def written_down() -> ResponseReturnValue:
    """She has copied it to paper."""
    if heads.end_of(db.session, current_user.organisation_id) is None:
        raise NotVisible
    heads.write_down(db.session, current_user)
    flash(_("Noted. Keep the paper where the break-glass sheets are not."))
    return redirect(url_for("logbook.end"), 303)


@blueprint.post("/log/compare")
@requires(Permission.STEWARD)
def compare() -> ResponseReturnValue:
    """Whether the log still holds what stands on her paper."""
    form = CompareForm()
    if not form.validate_on_submit():
        return _end_page(form), 422
    if heads.is_still_there(db.session, current_user.organisation_id, form.number.data, form.digits.data):
        flash(_("It is the same. Nothing before it was taken out of the log or changed."))
    else:
        text = _(
            "It is not the same. If you typed it rightly, the system was put back to an older day or"
            " somebody has changed the log: please tell the programme office today."
        )
        flash(text, "problem")
    return redirect(url_for("logbook.end"), 303)
