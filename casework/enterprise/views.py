"""Her businesses, in her file."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from auth.policy import Permission, requires
from casework.cases.awake import find_awake
from casework.cases.known import card_of
from casework.cases.meanwhile import both_versions, keeps_theirs
from casework.cases.models import Case
from casework.core import clock
from casework.core.db import db
from casework.core.errors import EditedMeanwhile, NotVisible
from casework.enterprise import told
from casework.enterprise.actions import begin, change, give, take_out
from casework.enterprise.forms import FIELDS, BusinessForm, NewBusinessForm, SupportForm
from casework.enterprise.models import Business, Support
from casework.enterprise.queries import businesses_of, find_business
from casework.vault.keyring import keyring

blueprint = Blueprint("enterprise", __name__)

__all__ = ["blueprint", "told"]  # what is told elsewhere is registered with the pages
GIVEN = "/businesses/<uuid:business_id>/given"


@blueprint.get("/files/<uuid:case_id>/business")
@requires(Permission.OUTCOMES)
def of_file(case_id: UUID) -> ResponseReturnValue:
    """Her businesses, and what she was given."""
    case = find_awake(db.session, current_user, case_id)
    keyring(db.session).open_folders(db.session, [case.id])
    card_of(db.session, case.id)
    return render_template(
        "enterprise/of_file.html",
        case=case,
        businesses=businesses_of(db.session, case.id),
    )


@blueprint.get("/files/<uuid:case_id>/business/new")
@requires(Permission.OUTCOMES)
def new_business(case_id: UUID) -> ResponseReturnValue:
    """The form of a business."""
    return _form(find_awake(db.session, current_user, case_id), NewBusinessForm())


@blueprint.post("/files/<uuid:case_id>/business/new")
@requires(Permission.OUTCOMES)
def make_business(case_id: UUID) -> ResponseReturnValue:
    """A business, written down."""
    case = find_awake(db.session, current_user, case_id)
    form = NewBusinessForm()
    if not form.validate_on_submit():
        return _form(case, form), 422
    begin(db.session, case, form.new_id.data, form.told())
    return _back(case)


@blueprint.get("/businesses/<uuid:business_id>")
@requires(Permission.OUTCOMES)
def business(business_id: UUID) -> ResponseReturnValue:
    """A business, to be changed."""
    row, case = find_business(db.session, current_user, business_id)
    return _form(case, BusinessForm(obj=row))


@blueprint.post("/businesses/<uuid:business_id>")
@requires(Permission.OUTCOMES)
def change_business(business_id: UUID) -> ResponseReturnValue:
    """A business, changed."""
    row, case = find_business(db.session, current_user, business_id)
    form = BusinessForm()
    if keeps_theirs():
        return _back(case)
    if not form.validate_on_submit():
        return _form(case, form), 422
    try:
        change(db.session, case, row, form.told(), revision=form.revision.data)
    except EditedMeanwhile:
        return both_versions(form, row, _plain(row), back=url_for(".of_file", case_id=case.id))
    return _back(case)


@blueprint.get(f"{GIVEN}/new")
@requires(Permission.OUTCOMES)
def new_support(business_id: UUID) -> ResponseReturnValue:
    """The form of what she was given."""
    _row, case = find_business(db.session, current_user, business_id)
    return _given(case, SupportForm(data={"on": clock.today()}))


@blueprint.post(f"{GIVEN}/new")
@requires(Permission.OUTCOMES)
def make_support(business_id: UUID) -> ResponseReturnValue:
    """What she was given, written down."""
    row, case = find_business(db.session, current_user, business_id)
    form = SupportForm()
    if not form.validate_on_submit():
        return _given(case, form), 422
    give(db.session, case, row, _support(form, form.new_id.data))
    return _back(case)


@blueprint.get(f"{GIVEN}/<uuid:support_id>")
@requires(Permission.OUTCOMES)
def support(business_id: UUID, support_id: UUID) -> ResponseReturnValue:
    """What she was given, to be corrected."""
    row, case = find_business(db.session, current_user, business_id)
    return _given(case, SupportForm(obj=_known(row, support_id)), row, support_id)


@blueprint.post(f"{GIVEN}/<uuid:support_id>")
@requires(Permission.OUTCOMES)
def change_support(business_id: UUID, support_id: UUID) -> ResponseReturnValue:
    """What she was given, corrected."""
    row, case = find_business(db.session, current_user, business_id)
    known = _known(row, support_id)
    form = SupportForm()
    if not form.validate_on_submit():
        return _given(case, form, row, support_id), 422
    give(db.session, case, row, _support(form, known.id))
    return _back(case)


@blueprint.post(f"{GIVEN}/<uuid:support_id>/out")
@requires(Permission.OUTCOMES)
def remove_support(business_id: UUID, support_id: UUID) -> ResponseReturnValue:
    """It was a mistake."""
    row, case = find_business(db.session, current_user, business_id)
    take_out(db.session, case, row, support_id)
    return _back(case)


def _known(row: Business, support_id: UUID) -> Support:
    found = row.support(support_id)
    if found is None:
        raise NotVisible
    return found


def _support(form: SupportForm, support_id: UUID) -> Support:
    return Support(support_id, form.kind.data, form.on.data, form.value.data)


def _plain(row: Business) -> dict[str, Any]:
    return {name: getattr(row, name) for name in FIELDS}


def _form(case: Case, form: Any) -> str:
    card_of(db.session, case.id)
    return render_template("enterprise/form.html", case=case, form=form)


def _given(case: Case, form: SupportForm, row: Business | None = None, support_id: UUID | None = None) -> str:
    card_of(db.session, case.id)
    return render_template("enterprise/given.html", case=case, form=form, row=row, support_id=support_id)


def _back(case: Case) -> ResponseReturnValue:
    return redirect(url_for("enterprise.of_file", case_id=case.id), 303)
