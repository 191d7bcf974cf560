"""What we sent: the list, one of them, and what we can still do about it."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from auth.policy import Permission, requires
from casework.cases.awake import find_awake
from casework.cases.looking import look_at
from casework.cases.queries import find
from casework.consent.actions import withdraw
from casework.core.db import db
from casework.core.i18n import _
from casework.core.paging import paginate
from casework.referrals import lists, queries
from casework.referrals.actions import ending, phones
from casework.referrals.forms import AcceptForm, StopForm
from casework.referrals.models import STATE_LABELS, Referral
from casework.referrals.told_back import told_back
from casework.referrals.views.blueprint import blueprint
from casework.vault.keyring import keyring


def _find(referral_id: UUID) -> Referral:
    found = queries.find_sent(db.session, current_user, referral_id)
    look_at(db.session, found.case_id)
    return found


def _back(referral: Referral) -> ResponseReturnValue:
    return redirect(url_for("referrals.sent_one", referral_id=referral.id), 303)


@blueprint.get("/referrals/sent")
@requires(Permission.REFER)
def sent() -> ResponseReturnValue:
    """Those of the files that are hers, answers that nobody has read yet first."""
    found = queries.sent(db.session, current_user)
    ordered = sorted(found, key=lambda one: one.answered_on is None or one.seen_on is not None)
    page = paginate(ordered, request.args.get("page", 1, type=int))
    lines = lists.sent_lines(db.session, page.items)
    return render_template("referrals/sent.html", page=page, lines=lines, labels=STATE_LABELS)


@blueprint.get("/referrals/sent/<uuid:referral_id>")
@requires(Permission.REFER)
def sent_one(referral_id: UUID) -> ResponseReturnValue:
    """One that we sent: where it stands, what they can read, how it goes if she agreed to that."""
    referral = _find(referral_id)
    line = lists.sent_lines(db.session, [referral])[0]
    return render_template(
        "referrals/sent_one.html",
        case=find(db.session, current_user, referral.case_id),
        referral=referral,
        line=line,
        labels=STATE_LABELS,
        reason=lists.answer_to(db.session, referral),
        phone=lists.proposed_phone(db.session, referral),
        told=told_back(db.session, referral),
        form=AcceptForm(),
    )


@blueprint.post("/referrals/sent/<uuid:referral_id>/seen")
@requires(Permission.REFER)
def seen(referral_id: UUID) -> ResponseReturnValue:
    """The answer has been read."""
    referral = _find(referral_id)
    ending.seen(db.session, referral)
    return _back(referral)


@blueprint.post("/referrals/sent/<uuid:referral_id>/recall")
@requires(Permission.REFER)
def recall(referral_id: UUID) -> ResponseReturnValue:
    """Take it back before anybody has answered."""
    referral = _find(referral_id)
    ending.recall(db.session, current_user, referral)
    flash(_("The referral was taken back. Nobody can read anything through it."))
    return _back(referral)


@blueprint.post("/referrals/sent/<uuid:referral_id>/completed")
@requires(Permission.REFER)
def completed(referral_id: UUID) -> ResponseReturnValue:
    """She got what it was for."""
    referral = _find(referral_id)
    ending.complete(db.session, current_user, referral)
    return _back(referral)


@blueprint.get("/referrals/sent/<uuid:referral_id>/stop")
@requires(Permission.REFER)
def stop(referral_id: UUID) -> ResponseReturnValue:
    """What happens when she takes back her consent."""
    return _stop(_find(referral_id), StopForm())


@blueprint.post("/referrals/sent/<uuid:referral_id>/stop")
@requires(Permission.REFER)
def stopped(referral_id: UUID) -> ResponseReturnValue:
    """The key is taken away and the lock changed before this page returns."""
    referral = _find(referral_id)
    form = StopForm()
    if not form.validate_on_submit():
        return _stop(referral, form), 422
    keyring(db.session).open_folders(db.session, [referral.case_id])
    withdraw(db.session, current_user, referral.case_id, referral.consent_id)
    flash(_("They can no longer read her name or phone."))
    return _back(referral)


def _stop(referral: Referral, form: StopForm) -> str:
    line = lists.sent_lines(db.session, [referral])[0]
    case = find(db.session, current_user, referral.case_id)
    return render_template("referrals/stop.html", case=case, referral=referral, line=line, form=form)


@blueprint.post("/referrals/sent/<uuid:referral_id>/phone")
@requires(Permission.REFER)
def take_phone(referral_id: UUID) -> ResponseReturnValue:
    """Take the number that they noticed over into her file, or leave it."""
    referral = _find(referral_id)
    case = find_awake(db.session, current_user, referral.case_id)
    keyring(db.session).open_folders(db.session, [case.id])
    if request.form.get("choose") == "take":
        phones.take_phone(db.session, current_user, case, referral)
        flash(_("The number is in her file now. Please ask again whose phone it is and who sees it."))
    else:
        phones.leave_phone(db.session, referral)
    return _back(referral)
