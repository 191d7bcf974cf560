"""A file is offered to us: who she is, why, and what comes along; then it is taken over, or not."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from auth.errors import KeyChanged
from auth.policy import Permission, requires
from casework.cases.looking import look_at_letter
from casework.cases.search import similar
from casework.cases.staff import staff_of
from casework.core.db import db
from casework.core.i18n import _
from casework.referrals.lists import ring_names
from casework.referrals.passing import ending, letters, lists, queries, taking
from casework.referrals.passing.forms import RefuseForm, TakeForm
from casework.referrals.passing.models import LABELS, Passing
from casework.referrals.passing.preview import what_passes
from casework.referrals.views.blueprint import blueprint
from casework.vault.acting import own_ring
from casework.vault.messages import NotAsSent


def _find(passing_id: UUID) -> Passing:
    found = queries.find_received(db.session, current_user, passing_id)
    look_at_letter(db.session, found.id)
    return found


@blueprint.get("/arriving/<uuid:passing_id>")
@requires(Permission.ASSIGN)
def arriving(passing_id: UUID) -> ResponseReturnValue:
    """One that was offered to us."""
    return _page(_find(passing_id), TakeForm(), RefuseForm())


def _page(found: Passing, take: TakeForm, refuse: RefuseForm, status: int = 200) -> ResponseReturnValue:
    staff = staff_of(db.session, current_user.organisation_id)
    take.to_user.source = staff.choices()
    told = _letter(found)
    alike = similar(db.session, current_user, told.name, told.phone or None) if told else []
    page = render_template(
        "referrals/arriving.html",
        passing=found,
        told=told,
        by=lists.who_offers(db.session, told) if told else "",
        alike=alike,
        along=list(what_passes(db.session, found.case_id)) if told else [],
        partner=ring_names(db.session)[found.sender_ring_id],
        code=lists.code_here(db.session, found) if found.passed else "",
        labels=LABELS,
        form=refuse if refuse.errors else take,
        take=take,
        refuse=refuse,
    )
    return page, status


def _letter(found: Passing) -> letters.Offer | None:
    """What they wrote, while it waits; None where it does not open as it was sent."""
    if not found.waits:
        return None
    try:
        return letters.offer_of(db.session, own_ring(db.session), found)
    except (NotAsSent, KeyChanged):
        return None


@blueprint.post("/arriving/<uuid:passing_id>/take")
@requires(Permission.ASSIGN)
def take_over(passing_id: UUID) -> ResponseReturnValue:
    """From now on it is ours, and theirs no longer."""
    found, form = _find(passing_id), TakeForm()
    form.to_user.source = staff_of(db.session, current_user.organisation_id).choices()
    if not form.validate_on_submit():
        return _page(found, form, RefuseForm(formdata=None), 422)
    case_id = taking.accept(db.session, current_user, found, UUID(form.to_user.data))
    flash(_("The file is here now. Talk with her: what she agrees to is asked anew."))
    return redirect(url_for("casefile.page", case_id=case_id), 303)


@blueprint.post("/arriving/<uuid:passing_id>/refuse")
@requires(Permission.ASSIGN)
def refuse_passing(passing_id: UUID) -> ResponseReturnValue:
    """It cannot be taken over, for a reason from the list."""
    found, form = _find(passing_id), RefuseForm()
    if not form.validate_on_submit():
        return _page(found, TakeForm(formdata=None), form, 422)
    ending.decline(db.session, found, form.reason.data)
    flash(_("They were told that it is not possible here. Nothing of hers can be read here."))
    return redirect(url_for("referrals.passings"), 303)
