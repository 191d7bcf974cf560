"""Pages of imports: the list, a new file, its dry run, its progress, its end."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from auth.policy import Permission, requires
from casework.audit.chain import note
from casework.audit.models import Act
from casework.core.codes import codelist
from casework.core.db import db
from casework.core.downloads import download
from casework.core.errors import NotVisible
from casework.core.forms import Form
from casework.core.i18n import _
from casework.core.uploads import keep_uploads_in_memory, takes_files
from casework.imports import actions, queries
from casework.imports.basis import Basis
from casework.imports.forms import AgainForm, FileForm, StartForm, TableField
from casework.imports.headings import headings as known_headings
from casework.imports.headings import template_csv, template_xlsx
from casework.imports.models import State
from casework.imports.pages import page_of
from casework.imports.retry import as_csv, failed_lines
from casework.imports.samples import NotTheSample, corrected, only_samples, sample
from casework.vault.acting import actor

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

blueprint = Blueprint("imports", __name__)
blueprint.record_once(keep_uploads_in_memory)


@blueprint.get("/imports")
@requires(Permission.IMPORT)
def files() -> ResponseReturnValue:
    """Earlier imports, and the way to a new one."""
    return render_template("imports/files.html", jobs=queries.recent(db.session, current_user))


@blueprint.get("/imports/new")
@requires(Permission.IMPORT)
def new() -> ResponseReturnValue:
    """Choose a file."""
    return render_template("imports/new.html", form=FileForm())


@blueprint.post("/imports/new")
@requires(Permission.IMPORT)
@takes_files
def take_in() -> ResponseReturnValue:
    """Keep its lines sealed, and show the dry run. Nothing is brought in yet."""
    form = FileForm()
    if not form.validate_on_submit() or not _allowed(form.file):
        return render_template("imports/new.html", form=form), 422
    assert form.file.table is not None  # noqa: S101  a valid form has one
    job = actions.take_in(
        db.session,
        current_user,
        import_id=form.new_id.data,
        table=form.file.table,
        calendar=form.calendar.data,
    )
    return redirect(url_for("imports.page", import_id=job.id), 303)


@blueprint.get("/imports/headings")
@requires(Permission.IMPORT)
def headings() -> ResponseReturnValue:
    """How the columns may be called, and what may stand in them."""
    return render_template("imports/headings.html", headings=known_headings(), codelist=codelist)


@blueprint.get("/imports/<uuid:import_id>")
@requires(Permission.IMPORT)
def page(import_id: UUID) -> ResponseReturnValue:
    """An import at the point where it is."""
    return _page(import_id, StartForm(), AgainForm())


def _page(import_id: UUID, form: StartForm, again: AgainForm) -> str:
    job = queries.find(db.session, current_user, import_id)
    number = request.args.get("page", 1, type=int)
    values = page_of(db.session, current_user, job, number)
    shown: Form = again if job.state is State.DONE else form
    return render_template(f"imports/{job.state.value}.html", job=job, form=shown, **values)


@blueprint.post("/imports/<uuid:import_id>/start")
@requires(Permission.IMPORT)
def start(import_id: UUID) -> ResponseReturnValue:
    """State the basis, and begin."""
    form = StartForm()
    if not form.validate_on_submit():
        return _page(import_id, form, AgainForm()), 422
    stated = actions.Statement(
        basis=Basis(form.basis.data),
        agreed_on=form.agreed_on.data,
        method=form.method.data or "",
        reference=form.reference.data,
    )
    left_out = frozenset(request.form.getlist("leave_out", type=int))
    actions.start(db.session, current_user, import_id, stated, leave_out=left_out)
    return redirect(url_for("imports.page", import_id=import_id), 303)


@blueprint.post("/imports/<uuid:import_id>/next")
@requires(Permission.IMPORT)
def go_on(import_id: UUID) -> ResponseReturnValue:
    """Bring in the next part; a script asks for the numbers alone."""
    job = actions.go_on(db.session, current_user, import_id)
    if request.accept_mimetypes.best == "application/json":
        return jsonify(done=job.done, total=job.total, over=job.state is not State.RUNNING)
    return redirect(url_for("imports.page", import_id=import_id), 303)


@blueprint.get("/imports/<uuid:import_id>/lines.csv")
@requires(Permission.IMPORT)
def failed(import_id: UUID) -> ResponseReturnValue:
    """The failed lines, to correct them."""
    job = queries.find(db.session, current_user, import_id)
    lines = failed_lines(queries.chunks(db.session, job.id))
    note(db.session, actor(db.session), Act.EXPORTED, folder_id=job.id)
    heading = render_template("imports/problem_heading.html")
    return download(as_csv(lines, heading), "lines.csv", "text/csv")


@blueprint.get("/imports/<uuid:import_id>/corrected.csv")
@requires(Permission.IMPORT)
def corrected_sample(import_id: UUID) -> ResponseReturnValue:
    """The failed lines of a sample, corrected: there only in a demo."""
    job = queries.find(db.session, current_user, import_id)
    content = corrected(failed_lines(queries.chunks(db.session, job.id)))
    if content is None:
        raise NotVisible
    return download(content, "corrected.csv", "text/csv")


@blueprint.post("/imports/<uuid:import_id>/again")
@requires(Permission.IMPORT)
@takes_files
def again(import_id: UUID) -> ResponseReturnValue:
    """Corrected lines into the same import."""
    form = AgainForm()
    if not form.validate_on_submit() or not _allowed(form.file):
        return _page(import_id, StartForm(), form), 422
    assert form.file.table is not None  # noqa: S101  a valid form has one
    actions.try_again(db.session, current_user, import_id, form.file.table)
    return redirect(url_for("imports.page", import_id=import_id), 303)


@blueprint.post("/imports/<uuid:import_id>/empty")
@requires(Permission.IMPORT)
def empty(import_id: UUID) -> ResponseReturnValue:
    """Delete what waits or failed."""
    actions.empty(db.session, current_user, import_id)
    flash(_("The lines that were not brought in are deleted."))
    return redirect(url_for("imports.files"), 303)


@blueprint.get("/imports/sample.csv")
@requires(Permission.IMPORT)
def sample_file() -> ResponseReturnValue:
    """A small invented file, to try."""
    return download(sample(), "sample.csv", "text/csv")


@blueprint.get("/imports/template.csv")
@requires(Permission.IMPORT)
def template_of_lines() -> ResponseReturnValue:
    """Headings to write a list under."""
    return download(template_csv(), "template.csv", "text/csv")


@blueprint.get("/imports/template.xlsx")
@requires(Permission.IMPORT)
def template_sheet() -> ResponseReturnValue:
    """The same for a spreadsheet."""
    return download(template_xlsx(), "template.xlsx", SHEET)


def _allowed(field: TableField) -> bool:
    """In the demo nothing comes in but the invented samples."""
    try:
        only_samples(field.table)
    except NotTheSample as refused:
        field.errors = [str(refused.message)]
        return False
    return True
