"""A supervisor gives files of one colleague to another."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from auth.policy import Permission, requires
from casework.cases.blueprint import blueprint
from casework.cases.handover import files_with, meant
from casework.cases.handover_form import HandOverForm
from casework.cases.lists import Sort, by_worker, in_order
from casework.cases.search import LEAST_LETTERS
from casework.cases.staff import staff_of
from casework.cases.state_changes import hand_over
from casework.core.db import db
from casework.core.i18n import _, _n


@blueprint.get("/files/workers")
@requires(Permission.ASSIGN)
def workers() -> ResponseReturnValue:
    """Open files by caseworker."""
    staff = staff_of(db.session, current_user.organisation_id)
    return render_template("cases/workers.html", counts=by_worker(db.session, current_user), staff=staff)


@blueprint.get("/files/hand-over")
@requires(Permission.ASSIGN)
def handing() -> ResponseReturnValue:
    """The files of one colleague, to be ticked and given to another; or one file, ticked already."""
    return _page(_form(), request.args.getlist("case", type=UUID), only=True)


@blueprint.post("/files/hand-over")
@requires(Permission.ASSIGN)
def hand_over_now() -> ResponseReturnValue:
    """One sending gives all ticked files to a colleague, or looks for some of them first."""
    form, ticked = _form(), request.form.getlist("case", type=UUID)
    valid = form.validate()
    if "find" in request.form:
        return _found(form, ticked)
    wanted = _all() if form.everything.data else ticked
    if valid and not wanted:
        form.form_errors.append(_("Please tick at least one file."))
    if not (valid and wanted):
        return _page(form, ticked), 422
    moved = hand_over(db.session, current_user, wanted, UUID(form.to_user.data))
    flash(_n("%(num)s file has changed hands.", "%(num)s files have changed hands.", moved))
    return redirect(url_for("cases.workers"), 303)


def _form() -> HandOverForm:
    form = HandOverForm()
    # Whose files they are needs no files of her own.
    from_user = str(_worker() or "")
    choices = staff_of(db.session, current_user.organisation_id).choices()
    form.to_user.source = [one for one in choices if one[0] != from_user]
    return form


def _worker() -> UUID | None:
    return request.args.get("worker", type=UUID)


def _all() -> list[UUID]:
    return [one.case.id for one in files_with(db.session, current_user, _worker())]


def _found(form: HandOverForm, ticked: list[UUID]) -> ResponseReturnValue:
    """The files that a text means, and those ticked before. Nothing has changed hands."""
    form.to_user.errors = []
    if len(form.text.data or "") < LEAST_LETTERS:
        form.text.errors = [_("Please write at least three letters or digits.")]
        return _page(form, ticked), 422
    files = files_with(db.session, current_user, _worker())
    hits = {one.case.id for one in meant(db.session, files, form.text.data)}
    return _page(form, ticked, only=True, hits=hits)


def _page(
    form: HandOverForm, ticked: list[UUID], *, only: bool = False, hits: set[UUID] | None = None
) -> str:
    staff, worker = staff_of(db.session, current_user.organisation_id), _worker()
    files = files_with(db.session, current_user, worker)
    known = [one for one in files if one.case.id in {*ticked, *(hits or ())}]
    shown = known if only and (ticked or hits is not None) else files
    return render_template(
        "cases/hand_over.html",
        form=form,
        files=in_order(shown, Sort.NAME, staff),
        every=len(files),
        worker=worker,
        name=staff.name(worker),
        ticked=set(ticked),
        found=None if hits is None else len(hits),
    )
