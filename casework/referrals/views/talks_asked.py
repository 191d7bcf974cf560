"""A network asks for a talk with a caseworker, and what it can still do about it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from auth.models import Purpose
from auth.policy import Permission, requires
from casework.cases.awake import find_awake
from casework.cases.looking import find_to_read
from casework.cases.models import Case
from casework.cases.staff import staff_of
from casework.cases.writing import hold_open
from casework.core import clock
from casework.core.db import db
from casework.core.i18n import _, language
from casework.people.forms_person import BY_PHONE as REACHED_BY_PHONE
from casework.people.shown import shown
from casework.referrals.lists import ring_names
from casework.referrals.partners import Partners, choices, compared
from casework.referrals.talks import asking, letters, stopping, under_age
from casework.referrals.talks.asking import Asked
from casework.referrals.talks.forms import BY_PHONE, ActForm, AskForm, StopTalkForm
from casework.referrals.talks.letters import Told
from casework.referrals.talks.models import ASKER_LABELS
from casework.referrals.views.blueprint import blueprint
from casework.vault.acting import own_ring


def _writable(case_id: UUID) -> Case:
    case = find_awake(db.session, current_user, case_id)
    hold_open(db.session, case)
    return case


def _asked(case_id: UUID, talk_id: UUID) -> tuple[Case, Asked]:
    """One that was asked for, in whatever state its file is: stopping it is always possible."""
    case = find_to_read(db.session, current_user, case_id)
    return case, asking.find_asked(db.session, case.id, talk_id)


@blueprint.get("/files/<uuid:case_id>/talk")
@requires(Permission.TALKS_ASK)
def ask_for_talk(case_id: UUID) -> ResponseReturnValue:
    """What will be told, filled from her file; with whom is chosen by her, in this conversation."""
    case, partners = _writable(case_id), compared(db.session, Purpose.CASEWORK)
    if under_age.may_be_under_18(db.session, case):
        return _desks(case, partners)
    usual = {"given_on": clock.today(), "explained_by": current_user.name(language())}
    return _ask_page(case, AskForm(data={**_known(case), **usual}), partners)


def _desks(case: Case, partners: Partners) -> ResponseReturnValue:
    """Of somebody who may be under 18 nothing is sent: here is where to call."""
    desks = under_age.desks(partners.values())
    return render_template("referrals/talk_desks.html", case=case, desks=desks)


def _known(case: Case) -> dict[str, Any]:
    who = shown(db.session, case)
    contact = who.contact
    known: dict[str, Any] = {"name": who.name}
    if contact is not None and contact.reachable == REACHED_BY_PHONE:
        known |= {"way": BY_PHONE, "phone": contact.phone}
    if contact is not None:
        known |= {"days": contact.days, "hours": contact.hours}
    return known


def _ask_page(case: Case, form: AskForm, partners: Partners, status: int = 200) -> ResponseReturnValue:
    form.partner.source = choices(partners)
    form.asks_age = under_age.age_unknown(db.session, case)
    return render_template("referrals/talk_ask.html", case=case, form=form), status


@blueprint.post("/files/<uuid:case_id>/talk")
@requires(Permission.TALKS_ASK)
def asked_for_talk(case_id: UUID) -> ResponseReturnValue:
    """She agreed: what she said and the letter, in this request. She did not: nothing."""
    case, form = _writable(case_id), AskForm()
    partners = compared(db.session, Purpose.CASEWORK)
    form.partner.source, form.asks_age = choices(partners), under_age.age_unknown(db.session, case)
    if not form.validate_on_submit():
        return _ask_page(case, form, partners, 422)
    if not form.agreed.data:
        flash(_("She said no. Nothing was sent."))
        return redirect(url_for("casefile.page", case_id=case.id), 303)
    if form.may_be_minor:
        return _desks(case, partners)
    return _send(case, form, partners)


def _send(case: Case, form: AskForm, partners: Partners) -> ResponseReturnValue:
    to, told, said = partners[form.partner.data], _told(form), form.conversation()
    made = asking.ask(db.session, current_user, case, to, told, said, form_id=form.new_id.data)
    flash(_("It was sent. You are told whether somebody can take it on, and nothing else."))
    return redirect(url_for("referrals.asked_talk", case_id=case.id, talk_id=made.id), 303)


def _told(form: AskForm) -> Told:
    by_phone = form.way.data == BY_PHONE
    return Told(
        name=form.name.data,
        way=form.way.data,
        phone=form.phone.data if by_phone else "",
        days=tuple(form.days.data or ()),
        hours=tuple(form.hours.data or ()),
    )


@blueprint.get("/files/<uuid:case_id>/talk/<uuid:talk_id>")
@requires(Permission.TALKS_ASK)
def asked_talk(case_id: UUID, talk_id: UUID) -> ResponseReturnValue:
    """Where it stands: waiting, taken on, not possible or ended."""
    case, asked = _asked(case_id, talk_id)
    return render_template(
        "referrals/talk_asked.html",
        case=case,
        asked=asked,
        talk=asked.talk,
        said=asked.entry.said,
        partner=ring_names(db.session)[asked.entry.recipient],
        labels=ASKER_LABELS,
        staff=staff_of(db.session, current_user.organisation_id),
        reason=letters.answer_of(db.session, own_ring(db.session), asked.talk),
        form=ActForm(),
    )


def _back(asked: Asked, case: Case) -> ResponseReturnValue:
    return redirect(url_for("referrals.asked_talk", case_id=case.id, talk_id=asked.talk.id), 303)


@blueprint.post("/files/<uuid:case_id>/talk/<uuid:talk_id>/seen")
@requires(Permission.TALKS_ASK)
def talk_seen(case_id: UUID, talk_id: UUID) -> ResponseReturnValue:
    """The answer has been read."""
    case, asked = _asked(case_id, talk_id)
    asking.seen(db.session, case, asked)
    return _back(asked, case)


@blueprint.post("/files/<uuid:case_id>/talk/<uuid:talk_id>/recall")
@requires(Permission.TALKS_ASK)
def recall_talk(case_id: UUID, talk_id: UUID) -> ResponseReturnValue:
    """Take it back before anybody has answered."""
    case, asked = _asked(case_id, talk_id)
    stopping.recall(db.session, current_user, case, asked)
    flash(_("The request was taken back. What it said is deleted."))
    return _back(asked, case)


@blueprint.get("/files/<uuid:case_id>/talk/<uuid:talk_id>/stop")
@requires(Permission.TALKS_ASK)
def stop_talk(case_id: UUID, talk_id: UUID) -> ResponseReturnValue:
    """What happens when she takes back her consent."""
    case, asked = _asked(case_id, talk_id)
    return _stop_page(case, asked, StopTalkForm())


@blueprint.post("/files/<uuid:case_id>/talk/<uuid:talk_id>/stop")
@requires(Permission.TALKS_ASK)
def stopped_talk(case_id: UUID, talk_id: UUID) -> ResponseReturnValue:
    """The letter is gone before this page returns."""
    case, asked = _asked(case_id, talk_id)
    form = StopTalkForm()
    if not form.validate_on_submit():
        return _stop_page(case, asked, form, 422)
    stopping.stop(db.session, current_user, case, asked)
    flash(_("It is stopped. What was told there is deleted."))
    return _back(asked, case)


def _stop_page(case: Case, asked: Asked, form: StopTalkForm, status: int = 200) -> ResponseReturnValue:
    partner = ring_names(db.session)[asked.entry.recipient]
    page = render_template("referrals/talk_stop.html", case=case, asked=asked, partner=partner, form=form)
    return page, status
