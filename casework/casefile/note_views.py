"""Notes of a file: written, and corrected with a trace."""

from __future__ import annotations

from uuid import UUID

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from auth.policy import Permission, requires
from casework.casefile.opened import opened
from casework.casefile.views import blueprint
from casework.cases.meanwhile import both_versions, keeps_theirs
from casework.cases.notes import Note
from casework.cases.plan_forms import NewNoteForm, NoteForm
from casework.cases.planning import add_note, row_of
from casework.cases.writing import hold_open
from casework.core import clock
from casework.core.db import db
from casework.core.errors import EditedMeanwhile
from casework.people.filling import filled, stored_answers
from casework.people.tracing import NOTES, asked_today


def _page_of(case_id: UUID) -> str:
    return url_for("casefile.page", case_id=case_id)


def _back(case_id: UUID) -> ResponseReturnValue:
    return redirect(_page_of(case_id), 303)


@blueprint.get("/files/<uuid:case_id>/notes/new")
@requires(Permission.FILES_WRITE)
def new_note(case_id: UUID) -> ResponseReturnValue:
    """An empty note, about today."""
    file = opened(db.session, current_user, case_id)
    form = NewNoteForm(data={"day": clock.today()})
    return render_template("casefile/note.html", case=file.case, file=file, form=form)


@blueprint.post("/files/<uuid:case_id>/notes/new")
@requires(Permission.FILES_WRITE)
def make_note(case_id: UUID) -> ResponseReturnValue:
    """Write it down, once."""
    file = opened(db.session, current_user, case_id)
    form = NewNoteForm()
    if not form.validate():
        return render_template("casefile/note.html", case=file.case, file=file, form=form), 422
    add_note(
        db.session,
        current_user,
        file.case,
        note_id=form.new_id.data,
        words=form.words.data,
        day=form.day.data,
        reached=form.reached.data,
    )
    return _back(case_id)


@blueprint.get("/files/<uuid:case_id>/notes/<uuid:note_id>")
@requires(Permission.FILES_WRITE)
def note(case_id: UUID, note_id: UUID) -> ResponseReturnValue:
    """A note, to be corrected."""
    file = opened(db.session, current_user, case_id)
    row = row_of(db.session, file.case, Note, note_id)
    form = filled(row, NoteForm)
    return render_template("casefile/note.html", case=file.case, file=file, form=form)


@blueprint.post("/files/<uuid:case_id>/notes/<uuid:note_id>")
@requires(Permission.FILES_WRITE)
def save_note(case_id: UUID, note_id: UUID) -> ResponseReturnValue:
    """Correct it; the wording until now stays below."""
    file = opened(db.session, current_user, case_id)
    row = row_of(db.session, file.case, Note, note_id)
    if keeps_theirs():
        return _back(case_id)
    form = filled(row, NoteForm)
    if not form.validate():
        return render_template("casefile/note.html", case=file.case, file=file, form=form), 422
    try:
        row.expect_revision(form.revision.data)
    except EditedMeanwhile:
        return both_versions(form, row, stored_answers(row, NoteForm), back=_page_of(case_id))
    hold_open(db.session, file.case)
    asked = asked_today(file.person.record, NOTES, current_user.id)
    row.correct(form.words.data, current_user.id, clock.now(), asked)
    return _back(case_id)
