"""What is to be decided about files: asked to be erased, erased elsewhere, closed long ago."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from auth.models import OrganisationKind
from auth.policy import Permission, requires
from casework.cases.erasure.models import BASES
from casework.cases.erasure.queries import last_erased, notice_of, notices, waiting
from casework.cases.lists import listed
from casework.cases.looking import find_to_read
from casework.cases.models import Case
from casework.cases.queries import answers_for, decides
from casework.cases.retention import actions
from casework.cases.retention.forms import KeepForm, PeriodForm, in_a_year
from casework.cases.retention.queries import due_for_review, period_of
from casework.cases.staff import staff_of
from casework.core.db import db
from casework.core.errors import NotAllowed, NotVisible
from casework.core.i18n import _
from casework.people.shown import load_sheets

blueprint = Blueprint("retention", __name__)
SHOWN = 20
"""So many tombstones stand on the page, and no more."""


def _open(case_id: UUID) -> Case:
    case = find_to_read(db.session, current_user, case_id)
    if not answers_for(db.session, current_user, case.id):
        raise NotAllowed
    return case


@blueprint.get("/review")
@requires(Permission.ASSIGN, Permission.TRAINING, Permission.FILES_WRITE)
def review() -> ResponseReturnValue:
    """All of it on one page."""
    if not decides(db.session, current_user):
        raise NotAllowed
    requests, told = waiting(db.session, current_user), notices(db.session, current_user)
    due = due_for_review(db.session, current_user)
    asked = [db.session.get_one(Case, one.folder_id) for one in requests]
    load_sheets(db.session, asked)
    ids = {case.id for case in (*asked, *due)} | {one.case_id for one in told}
    return render_template(
        "retention/review.html",
        requests=requests,
        notices=told,
        due=due,
        stones=last_erased(db.session, current_user, SHOWN),
        cards={one.case.id: one.card for one in listed(db.session, current_user, ids)},
        years=period_of(db.session, current_user.organisation_id),
        bases=BASES,
        staff=staff_of(db.session, current_user.organisation_id),
    )


@blueprint.get("/files/<uuid:case_id>/keep")
@requires(Permission.ASSIGN, Permission.TRAINING, Permission.FILES_WRITE)
def keep_page(case_id: UUID) -> ResponseReturnValue:
    """Why it is still needed."""
    case = _open(case_id)
    return _keep_page(case, KeepForm(data={"review_on": in_a_year()}))


def _keep_page(case: Case, form: KeepForm) -> str:
    notice = notice_of(db.session, case.id)
    return render_template("retention/keep.html", case=case, form=form, notice=notice)


@blueprint.post("/files/<uuid:case_id>/keep")
@requires(Permission.ASSIGN, Permission.TRAINING, Permission.FILES_WRITE)
def keep(case_id: UUID) -> ResponseReturnValue:
    """Keep it until that day."""
    case, form = _open(case_id), KeepForm()
    if not form.validate():
        return _keep_page(case, form), 422
    actions.keep(
        db.session,
        current_user,
        case,
        kept_id=form.new_id.data,
        review_on=form.review_on.data,
        words=form.words.data,
    )
    flash(_("The file is kept."))
    return redirect(url_for("retention.review"), 303)


def _has_files() -> None:
    if current_user.organisation.kind is OrganisationKind.OFFICE:
        raise NotVisible


@blueprint.get("/review/period")
@requires(Permission.ASSIGN, Permission.TRAINING, Permission.ACCOUNTS)
def period() -> ResponseReturnValue:
    """After how many years closed files are looked at again."""
    _has_files()
    form = PeriodForm(data={"years": period_of(db.session, current_user.organisation_id)})
    return render_template("retention/period.html", form=form)


@blueprint.post("/review/period")
@requires(Permission.ASSIGN, Permission.TRAINING, Permission.ACCOUNTS)
def set_period() -> ResponseReturnValue:
    """Change it, for all files that are closed."""
    _has_files()
    form = PeriodForm()
    if not form.validate():
        return render_template("retention/period.html", form=form), 422
    actions.set_period(db.session, current_user, form.years.data)
    flash(_("Saved."))
    return redirect(url_for("retention.period"), 303)
