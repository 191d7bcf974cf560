"""Passing a file on: what passes and what ends, her answer; what became of it."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from auth.policy import Permission, requires
from casework.cases.awake import find_awake
from casework.cases.looking import look_at_letter
from casework.cases.models import Case
from casework.cases.queries import visible_ids
from casework.core import clock
from casework.core.db import db
from casework.core.fields_base import local_digits
from casework.core.i18n import _, language
from casework.core.paging import paginate
from casework.referrals.lists import ring_names
from casework.referrals.partners import Partners, choices
from casework.referrals.passing import ending, letters, lists, offering, queries
from casework.referrals.passing.forms import REASONS, PassForm
from casework.referrals.passing.models import ANSWER_WITHIN, LABELS, Passing
from casework.referrals.passing.preview import what_ends, what_passes
from casework.referrals.views.blueprint import blueprint
from casework.vault.acting import own_ring


def _open(case_id: UUID) -> tuple[Case, Partners]:
    """A file that may be passed on by whoever asks, and to whom."""
    case = find_awake(db.session, current_user, case_id)
    offering.check(db.session, current_user, case)
    return case, offering.partners(db.session)


@blueprint.get("/files/<uuid:case_id>/pass-on")
@requires(Permission.REFER)
def pass_on_page(case_id: UUID) -> ResponseReturnValue:
    """What passes, what ends, and the question to her."""
    case, known = _open(case_id)
    usual = {"given_on": clock.today(), "explained_by": current_user.name(language())}
    return _page(case, PassForm(data=usual), known)


def _page(case: Case, form: PassForm, known: Partners, status: int = 200) -> ResponseReturnValue:
    form.partner.source = choices(known)
    page = render_template(
        "referrals/pass_on.html",
        case=case,
        form=form,
        passes=list(what_passes(db.session, case.id)),
        ends=list(what_ends(db.session, case)),
        answer_by=clock.today() + ANSWER_WITHIN,
    )
    return page, status


@blueprint.post("/files/<uuid:case_id>/pass-on")
@requires(Permission.REFER)
def pass_on(case_id: UUID) -> ResponseReturnValue:
    """She wants it: the record, the keys and the letter, in this request. She does not: nothing."""
    form = PassForm()
    case = find_awake(db.session, current_user, case_id)
    made = db.session.get(Passing, form.new_id.data) if form.new_id.data else None
    if made is not None and made.case_id == case.id:
        return redirect(url_for("referrals.passing", passing_id=made.id), 303)
    offering.check(db.session, current_user, case)
    known = offering.partners(db.session)
    form.partner.source = choices(known)
    if not form.validate_on_submit():
        return _page(case, form, known, 422)
    if not form.agreed.data:
        flash(_("She said no. Nothing was sent, and the file stays here."))
        return redirect(url_for("casefile.page", case_id=case.id), 303)
    return _send(case, form, known)


def _send(case: Case, form: PassForm, known: Partners) -> ResponseReturnValue:
    to, why, said = known[form.partner.data], form.why.data, form.conversation()
    made = offering.offer(db.session, current_user, case, to, why, said, passing_id=form.new_id.data)
    number = local_digits(made.number)
    flash(_("The file was offered. The number for the phone is %(number)s.", number=number))
    return redirect(url_for("referrals.passing", passing_id=made.id), 303)


@blueprint.get("/passed")
@requires(Permission.REFER)
def passings() -> ResponseReturnValue:
    """Files that were offered to us, and those that we offered."""
    arriving = queries.received(db.session, current_user)
    page = paginate(queries.sent(db.session, current_user), request.args.get("page", 1, type=int))
    return render_template(
        "referrals/passings.html",
        arriving=lists.received_lines(db.session, arriving),
        page=page,
        lines=lists.sent_lines(db.session, page.items),
        names=ring_names(db.session),
        labels=LABELS,
    )


def _find(passing_id: UUID) -> Passing:
    found = queries.find_sent(db.session, current_user, passing_id)
    look_at_letter(db.session, found.id)
    return found


@blueprint.get("/passed/<uuid:passing_id>")
@requires(Permission.REFER)
def passing(passing_id: UUID) -> ResponseReturnValue:
    """Where it stands."""
    found = _find(passing_id)
    reason = letters.answer_of(db.session, own_ring(db.session), found)
    return render_template(
        "referrals/passing.html",
        passing=found,
        partner=ring_names(db.session)[found.recipient_ring_id],
        labels=LABELS,
        reason=REASONS.get(reason, ""),
        ours=found.case_id in visible_ids(db.session, current_user, [found.case_id]),
    )


@blueprint.post("/passed/<uuid:passing_id>/recall")
@requires(Permission.REFER)
def recall_passing(passing_id: UUID) -> ResponseReturnValue:
    """Take it back before anybody has answered."""
    found = _find(passing_id)
    find_awake(db.session, current_user, found.case_id)
    ending.recall(db.session, found)
    flash(_("The offer was taken back. Nobody there can read anything of it."))
    return redirect(url_for("referrals.passing", passing_id=found.id), 303)


@blueprint.post("/passed/<uuid:passing_id>/seen")
@requires(Permission.REFER)
def passing_seen(passing_id: UUID) -> ResponseReturnValue:
    """The answer has been read."""
    found = _find(passing_id)
    ending.seen(db.session, found)
    return redirect(url_for("referrals.passing", passing_id=found.id), 303)
