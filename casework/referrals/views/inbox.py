"""What came to us: numbers and needs first, a name only after we accept."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from auth.policy import Permission, requires
from casework.cases.looking import look_at, look_at_letter
from casework.core.db import db
from casework.core.i18n import _
from casework.core.paging import paginate
from casework.referrals import lists, queries
from casework.referrals.actions import answering, ending, phones
from casework.referrals.forms import AcceptForm, DeclineForm, PhoneForm
from casework.referrals.models import STATE_LABELS, Referral
from casework.referrals.views.blueprint import blueprint


def _find(referral_id: UUID) -> Referral:
    found = queries.find_received(db.session, current_user, referral_id)
    look_at_letter(db.session, found.id)
    if found.recipient_case_id is not None:
        look_at(db.session, found.recipient_case_id)
    return found


@blueprint.get("/referrals")
@requires(Permission.REFERRALS_RECEIVE)
def inbox() -> ResponseReturnValue:
    """Those that wait, and what became of the others."""
    found = queries.received(db.session, current_user)
    waiting = [one for one in found if one.waits]
    answered = sorted((one for one in found if not one.waits), key=queries.newest_first)
    page = paginate(answered, request.args.get("page", 1, type=int))
    lines = lists.received_lines(db.session, [*waiting, *page.items])
    return render_template(
        "referrals/inbox.html",
        waiting=lines[: len(waiting)],
        answered=lines[len(waiting) :],
        page=page,
        labels=STATE_LABELS,
    )


@blueprint.get("/referrals/<uuid:referral_id>")
@requires(Permission.REFERRALS_RECEIVE)
def one(referral_id: UUID) -> ResponseReturnValue:
    """One that came to us."""
    return _page(_find(referral_id), DeclineForm())


def _page(
    referral: Referral, decline: DeclineForm, phone: PhoneForm | None = None, status: int = 200
) -> ResponseReturnValue:
    page = render_template(
        "referrals/one.html",
        referral=referral,
        line=lists.received_lines(db.session, [referral])[0],
        labels=STATE_LABELS,
        accept=AcceptForm(),
        form=phone if phone is not None and phone.errors else decline,
        decline=decline,
        phone=phone or PhoneForm(),
    )
    return page, status


@blueprint.post("/referrals/<uuid:referral_id>/accept")
@requires(Permission.REFERRALS_RECEIVE)
def accept(referral_id: UUID) -> ResponseReturnValue:
    """Open a file of our own that reads who she is through the share."""
    case_id = answering.accept(db.session, current_user, _find(referral_id))
    flash(_("Accepted. This is her file here."))
    return redirect(url_for("casefile.page", case_id=case_id), 303)


@blueprint.post("/referrals/<uuid:referral_id>/decline")
@requires(Permission.REFERRALS_RECEIVE)
def decline(referral_id: UUID) -> ResponseReturnValue:
    """Say no, for a reason from the list."""
    referral, form = _find(referral_id), DeclineForm()
    if not form.validate_on_submit():
        return _page(referral, form, status=422)
    answering.decline(db.session, current_user, referral, form.reason.data)
    flash(_("Declined. Nothing of hers can be read here."))
    return redirect(url_for("referrals.inbox"), 303)


@blueprint.post("/referrals/<uuid:referral_id>/completed")
@requires(Permission.REFERRALS_RECEIVE)
def completed_here(referral_id: UUID) -> ResponseReturnValue:
    """She got what it was for."""
    referral = _find(referral_id)
    ending.complete(db.session, current_user, referral)
    return redirect(url_for("referrals.one", referral_id=referral.id), 303)


@blueprint.post("/referrals/<uuid:referral_id>/phone")
@requires(Permission.REFERRALS_RECEIVE)
def propose_phone(referral_id: UUID) -> ResponseReturnValue:
    """Tell the desk that sent her of a new number. It decides."""
    referral, form = _find(referral_id), PhoneForm()
    if not form.validate_on_submit():
        return _page(referral, DeclineForm(formdata=None), form, 422)
    phones.propose_phone(db.session, current_user, referral, form.phone.data)
    flash(_("The desk that sent her was told. It changes the number, if it is right."))
    return redirect(url_for("referrals.one", referral_id=referral.id), 303)
