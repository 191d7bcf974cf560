"""The list of files, the search, and the reason that a colleague's file asks for."""

from __future__ import annotations

from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from auth.policy import Permission, requires
from casework.cases import handover_views
from casework.cases.blueprint import blueprint
from casework.cases.forms import FilterForm, ReasonForm, SearchForm
from casework.cases.lists import Sort, State, arranged, in_order, listed
from casework.cases.models import Case
from casework.cases.queries import answers_for, find_colleagues
from casework.cases.reasons import Reason
from casework.cases.search import LEAST_LETTERS, search, similar
from casework.cases.staff import staff_of
from casework.cases.state_changes import open_with_reason
from casework.core.db import db
from casework.core.i18n import _
from casework.core.paging import paginate

__all__ = ["blueprint", "handover_views"]  # its pages are under the same blueprint


@blueprint.get("/files")
@requires(Permission.FILES_READ)
def files() -> ResponseReturnValue:
    """Her organisation's files, fifty a page."""
    chosen = FilterForm(request.args)
    chosen.validate()
    staff = staff_of(db.session, current_user.organisation_id)
    shown = arranged(
        listed(db.session, current_user),
        state=State(chosen.state.data or State.OPEN),
        palika=chosen.palika.data,
    )
    ordered = in_order(shown, Sort(chosen.sort.data or Sort.NAME), staff)
    page = paginate(ordered, request.args.get("page", 1, int))
    return render_template(
        "cases/files.html", page=page, chosen=chosen, form=SearchForm(), staff=staff, filters=_filters()
    )


def _filters() -> dict[str, str]:
    return {name: value for name in ("sort", "state", "palika") if (value := request.args.get(name))}


@blueprint.post("/files")
@requires(Permission.FILES_READ)
def search_files() -> ResponseReturnValue:
    """Search the register of her organisation. What was typed stands in no address."""
    form = SearchForm()
    form.validate()
    text = form.text.data
    if len(text) < LEAST_LETTERS:
        form.text.errors = [_("Please write at least three letters or digits.")]
        return render_template("cases/found.html", form=form, found=None, staff=None), 422
    found = search(db.session, current_user, text)
    staff = staff_of(db.session, current_user.organisation_id)
    return render_template("cases/found.html", form=form, found=found, staff=staff)


@blueprint.post("/files/similar", endpoint="similar")
@requires(Permission.FILES_OPEN)
def similar_files() -> ResponseReturnValue:
    """The hint beside a new file, while a name is typed."""
    text, phone = request.form.get("name", ""), request.form.get("phone", "")
    found = similar(db.session, current_user, text, phone or None)
    return render_template("cases/similar.html", similar=found)


@blueprint.get("/files/<uuid:case_id>/reason")
@requires(Permission.PLAN, Permission.TRAINING)
def reason(case_id: UUID) -> ResponseReturnValue:
    """A colleague's file, or one at rest, asks for a reason first."""
    return _reason_page(find_colleagues(db.session, current_user, case_id), ReasonForm())


def _reason_page(case: Case, form: ReasonForm) -> str:
    staff = staff_of(db.session, current_user.organisation_id)
    resting = answers_for(db.session, current_user, case.id)
    return render_template("cases/reason.html", form=form, case=case, staff=staff, resting=resting)


@blueprint.post("/files/<uuid:case_id>/reason")
@requires(Permission.PLAN, Permission.TRAINING)
def give_reason(case_id: UUID) -> ResponseReturnValue:
    """Open it for the rest of the day."""
    form = ReasonForm()
    case = find_colleagues(db.session, current_user, case_id)
    if not form.validate():
        return _reason_page(case, form), 422
    open_with_reason(
        db.session,
        current_user,
        case.id,
        opening_id=form.new_id.data,
        reason=Reason(form.reason.data),
        words=form.words.data,
    )
    return redirect(url_for("casefile.page", case_id=case.id), 303)
