"""A network asks us for a talk: a caseworker takes it on, or it is not possible here."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from auth.errors import KeyChanged
from auth.policy import Permission, requires
from casework.cases.staff import staff_of
from casework.core.db import db
from casework.core.errors import NotVisible
from casework.core.i18n import _
from casework.core.paging import paginate
from casework.referrals.lists import ring_names
from casework.referrals.talks import answering, letters
from casework.referrals.talks.forms import WAYS, ActForm, RefuseForm
from casework.referrals.talks.looking import look_at_number, look_at_talk
from casework.referrals.talks.models import ASKED_LABELS, Talk
from casework.referrals.views.blueprint import blueprint
from casework.vault.acting import own_ring
from casework.vault.messages import NotAsSent


def _find(talk_id: UUID) -> Talk:
    found = answering.find_received(db.session, current_user, talk_id)
    look_at_talk(db.session, current_user, found)
    return found


@blueprint.get("/talks")
@requires(Permission.TALKS_RECEIVE)
def talks() -> ResponseReturnValue:
    """Those that wait, hers, and what became of the others."""
    page = paginate(answering.received(db.session, current_user), request.args.get("page", 1, type=int))
    return render_template(
        "referrals/talks.html", page=page, names=ring_names(db.session), labels=ASKED_LABELS
    )


@blueprint.get("/talks/<uuid:talk_id>")
@requires(Permission.TALKS_RECEIVE)
def talk(talk_id: UUID) -> ResponseReturnValue:
    """One request: when she can be reached; her name and the way only for whoever takes it on."""
    return _page(_find(talk_id), RefuseForm())


def _page(talk: Talk, form: RefuseForm, status: int = 200) -> ResponseReturnValue:
    letter, broken = _letter(talk)
    page = render_template(
        "referrals/talk.html",
        talk=talk,
        letter=letter,
        begun=letter is not None and answering.is_begun(db.session, talk, letter),
        broken=broken,
        network=ring_names(db.session)[talk.sender_ring_id],
        staff=staff_of(db.session, current_user.organisation_id),
        labels=ASKED_LABELS,
        ways=WAYS,
        form=form,
        act=ActForm(),
    )
    return page, status


def _letter(talk: Talk) -> tuple[letters.Request | None, bool]:
    """What it says while it is open, and whether it does not open as it was sent."""
    if not (talk.waits or talk.taken):
        return None, False
    try:
        return letters.request_of(db.session, own_ring(db.session), talk), False
    except (NotAsSent, KeyChanged):
        return None, True


@blueprint.post("/talks/<uuid:talk_id>/number")
@requires(Permission.TALKS_RECEIVE)
def talk_number(talk_id: UUID) -> ResponseReturnValue:
    """Show the number that she gave for this talk. Noted."""
    letter = answering.taken_letter(db.session, current_user, _find(talk_id).id)
    if not letter.phone:
        raise NotVisible
    look_at_number(db.session, talk_id)
    return render_template("referrals/talk_number.html", letter=letter, talk_id=talk_id)


@blueprint.post("/talks/<uuid:talk_id>/take")
@requires(Permission.TALKS_RECEIVE)
def take_talk(talk_id: UUID) -> ResponseReturnValue:
    """She will talk with her."""
    found = _find(talk_id)
    answering.take_on(db.session, current_user, found)
    flash(_("You have taken it on. The network sees that, and nothing of what you talk about."))
    return redirect(url_for("referrals.talk", talk_id=found.id), 303)


@blueprint.post("/talks/<uuid:talk_id>/refuse")
@requires(Permission.TALKS_RECEIVE)
def refuse_talk(talk_id: UUID) -> ResponseReturnValue:
    """It is not possible here, for a reason from the list."""
    found, form = _find(talk_id), RefuseForm()
    if not form.validate_on_submit():
        return _page(found, form, 422)
    answering.refuse(db.session, found, form.reason.data)
    flash(_("The network was told that it is not possible here."))
    return redirect(url_for("referrals.talks"), 303)


@blueprint.post("/talks/<uuid:talk_id>/forget")
@requires(Permission.TALKS_RECEIVE)
def forget_talk(talk_id: UUID) -> ResponseReturnValue:
    """They have spoken, or it came to nothing: what was told is deleted, and nobody is told which."""
    found = _find(talk_id)
    answering.forget_letter(db.session, current_user, found.id)
    flash(_("What was told is deleted. The network sees no change."))
    return redirect(url_for("referrals.talk", talk_id=found.id), 303)
