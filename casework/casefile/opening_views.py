"""Opening a file: two screens, then the file."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from auth.carried import carried, carry, put_down
from auth.policy import Permission, requires
from casework.casefile.opening import open_file
from casework.casefile.opening_forms import ASKED, AgreementForm, FirstTalkForm
from casework.cases.models import Case
from casework.cases.search import Similar, similar
from casework.consent import notice
from casework.core import clock
from casework.core.db import db
from casework.core.i18n import _, language
from casework.core.reading_choice import chosen
from casework.people.forms_person import BY_PHONE
from casework.referrals.talks.answering import find_received, taken_letter
from casework.referrals.talks.looking import look_at_talk

NAME, ANSWERS = "name", "answers"
"""Which screen: after the answers, or these again."""

blueprint = Blueprint("opening", __name__, url_prefix="/files/new")


@blueprint.get("")
@blueprint.get("/talk/<uuid:talk_id>")
@requires(Permission.FILES_OPEN)
def agreement(talk_id: UUID | None = None) -> ResponseReturnValue:
    """Screen one: the notice, read aloud, and the five questions. Or screen two: after these, or if she
    was on it when the page was closed at once. Of a talk that a network asked for the letter has to be
    there."""
    kept, told = FirstTalkForm(), _told(talk_id)
    if begun := _begun(talk_id, told.get("new_id")):
        return begun
    if kept.from_draft:
        return _first_talk(kept)
    # Only by its own address: the next woman is asked herself, and nothing is ticked for her.
    on, answers = request.args.get("on"), carried(request.path)
    if on == NAME and answers:
        return _first_talk(FirstTalkForm(data={**answers, **_usual(), **told}))
    return _agreement(AgreementForm(data=answers if on == ANSWERS else None))


@blueprint.post("")
@blueprint.post("/talk/<uuid:talk_id>")
@requires(Permission.FILES_OPEN)
def agreed(talk_id: UUID | None = None) -> ResponseReturnValue:
    """No: nothing is kept. Yes or not now: on to the name, with the answers sealed in her sign-in."""
    if talk_id is not None:
        look_at_talk(db.session, current_user, find_received(db.session, current_user, talk_id))
    talk = FirstTalkForm()
    if not talk.is_submitted():
        return _answers(AgreementForm(), talk_id)
    return _begun(talk_id, talk.new_id.data) or _name(talk, talk_id)


def _told(talk_id: UUID | None) -> dict[str, object]:
    """What a network's letter says, to begin with: nothing of it is kept unless she says yes here."""
    if talk_id is None:
        return {}
    look_at_talk(db.session, current_user, find_received(db.session, current_user, talk_id))
    letter = taken_letter(db.session, current_user, talk_id)
    way = {"reachable": BY_PHONE, "phone": letter.phone} if letter.phone else {}
    file = {"new_id": letter.file_id} if letter.file_id else {}
    return {"name": letter.name, **file, **way}


def _begun(talk_id: UUID | None, file_id: object) -> ResponseReturnValue | None:
    """The way to the file to which the first conversation of a talk has led already, in another tab or
    by another click. Its id was drawn when the talk was taken on."""
    case = db.session.get(Case, file_id) if talk_id is not None and file_id is not None else None
    if case is None or case.organisation_id != current_user.organisation_id:
        return None
    flash(_("The first conversation was begun already. This is her file: nothing was opened twice."))
    return redirect(url_for("casefile.page", case_id=case.id), 303)


def _answers(form: AgreementForm, talk_id: UUID | None) -> ResponseReturnValue:
    if not form.validate_on_submit():
        return _agreement(form, 422)
    if form.keep.data == "no":
        return render_template("consent/without_file.html")
    if begun := _begun(talk_id, _told(talk_id).get("new_id")):
        return begun
    carry(request.path, {name: form[name].data for name in ("keep", *ASKED)})
    return redirect(url_for("opening.agreement", talk_id=talk_id, on=NAME), 303)


def _usual() -> dict[str, object]:
    return {"given_on": clock.today(), "explained_by": current_user.name(language())}


def _name(form: FirstTalkForm, talk_id: UUID | None) -> ResponseReturnValue:
    """Screen two: the file is opened, all of it or nothing."""
    ready = form.validate_on_submit()
    if form.decided_by_supervisor and not current_user.may(Permission.ASSIGN) and not chosen():
        form.minor_by.errors = [_("This is for your supervisor to decide. Please ask her to open the file.")]
        ready = False
    alike = _alike(form)
    if not ready or (alike and "not_same" not in request.form):
        return _first_talk(form, 422, alike)
    answers = {field.short_name: field.data for field in form}
    answers.setdefault("explained_by", current_user.name(language()))
    if form.waits:
        answers["keep"] = "later"
    put_down(request.path)
    case, _record_id = open_file(db.session, current_user, form.new_id.data, answers)
    if talk_id is not None:
        # Not in this request: what is noted or deleted beside a new file tells where she came from.
        flash(_("Her file is open. Delete now what the network told: it stands on your day."))
    return redirect(url_for("casefile.page", case_id=case.id), 303)


def _alike(form: FirstTalkForm) -> list[Similar]:
    """Files with a name like hers, from which she has to be told apart."""
    if not form.name.data or db.session.get(Case, form.new_id.data) is not None:
        return []
    found = similar(db.session, current_user, form.name.data, form.phone.data)
    return found if any(not one.same_phone for one in found) else []


def _agreement(form: AgreementForm, status: int = 200) -> ResponseReturnValue:
    page = render_template(
        "consent/agreement.html",
        form=form,
        notice=notice.paragraphs(),
        reviewed=notice.REVIEWED_BY,
        here=request.path,
    )
    return page, status


def _first_talk(
    form: FirstTalkForm, status: int = 200, alike: list[Similar] | None = None
) -> ResponseReturnValue:
    carried = ("keep", *ASKED)
    return render_template("consent/first_talk.html", form=form, carried=carried, similar=alike), status
