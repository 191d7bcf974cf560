"""What she agreed to and who can read what; a new conversation; taking back; the slip."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from auth.policy import Permission, requires
from casework.casefile.consent_forms import StopForm, StopSharingForm, TalkForm
from casework.casefile.opening import PURPOSES, conversation_of
from casework.casefile.readers import agreed_names, seen_until, who_explained
from casework.cases.deferred import wait
from casework.cases.looking import find_to_read
from casework.cases.models import Case
from casework.consent import actions
from casework.consent.conversation import Conversation
from casework.consent.forms import MESSAGES
from casework.consent.models import ConsentRecord
from casework.consent.purposes import LABELS, Purpose, State
from casework.consent.queries import records, standing_of
from casework.core import clock
from casework.core.db import db
from casework.core.errors import NotVisible
from casework.core.i18n import language
from casework.people.models import Contact
from casework.referrals.queries import referral_to
from casework.vault.acting import at_network, ring_of
from casework.vault.grants import shares_of
from casework.vault.heads import the_head

blueprint = Blueprint("consent", __name__, url_prefix="/files/<uuid:case_id>/consent")


def _open(case_id: UUID) -> Case:
    return find_to_read(db.session, current_user, case_id)


@blueprint.get("")
@requires(Permission.CONSENT)
def page(case_id: UUID) -> ResponseReturnValue:
    """What stands today, every conversation, and who can read what."""
    case = _open(case_id)
    rows = records(db.session, case.id)
    return render_template(
        "consent/page.html",
        case=case,
        rows=rows,
        explained=who_explained(db.session, current_user, rows),
        standing=standing_of(rows),
        labels=LABELS,
        network=at_network(db.session),
        seen_until=seen_until(db.session, case, standing_of(rows)),
        shares=shares_of(db.session, ring_of(db.session, case.id), case.id),
        names=agreed_names(db.session),
        given={row.id for row in rows},
        withdrawn={row.withdraws for row in rows},
        today=clock.today(),
    )


@blueprint.get("/talk")
@requires(Permission.CONSENT)
def talk(case_id: UUID) -> ResponseReturnValue:
    """A new conversation, as a form."""
    case = _open(case_id)
    known = [way for way in the_head(db.session, Contact, case.id).channels if way in MESSAGES]
    usual = {"given_on": clock.today(), "explained_by": current_user.name(language())}
    form = TalkForm(data={**usual, "kinds": known})
    return _talk_page(case, form)


def _talk_page(case: Case, form: TalkForm) -> str:
    referral = referral_to(db.session, case.id) if case.source_id else None
    return render_template("consent/talk.html", case=case, form=form, referral=referral)


@blueprint.post("/talk")
@requires(Permission.CONSENT)
def talked(case_id: UUID) -> ResponseReturnValue:
    """Write down a new conversation. Sent twice it is one."""
    case, form = _open(case_id), TalkForm()
    if not form.validate_on_submit():
        return _talk_page(case, form), 422
    if db.session.get(ConsentRecord, form.new_id.data) is None:
        answers = {field.short_name: field.data for field in form}
        actions.record(
            db.session,
            current_user,
            case.id,
            _said(answers),
            conversation_of(answers),
            record_id=form.new_id.data,
        )
        _open_ways(case, answers)
        if form.keep.data:
            wait(case, None)
    return redirect(url_for("consent.page", case_id=case.id), 303)


def _open_ways(case: Case, answers: Mapping[str, Any]) -> None:
    contact = the_head(db.session, Contact, case.id)
    actions.open_ways(contact, _said(answers), answers["kinds"])


def _said(answers: Mapping[str, object]) -> dict[Purpose, State]:
    said = {}
    for name, purpose in (("keep", Purpose.KEEP), *PURPOSES.items()):
        if answers[name] is not None:
            said[purpose] = State.GIVEN if answers[name] else State.WITHDRAWN
    return said


@blueprint.get("/stop")
@requires(Permission.CONSENT)
def stop(case_id: UUID) -> ResponseReturnValue:
    """What she wants to take back."""
    return _stop_page(_open(case_id), StopForm())


def _stop_page(case: Case, form: StopForm) -> str:
    referral = referral_to(db.session, case.id) if case.source_id else None
    return render_template("consent/stop.html", case=case, form=form, referral=referral)


@blueprint.post("/stop")
@requires(Permission.CONSENT)
def stopped(case_id: UUID) -> ResponseReturnValue:
    """Take it back at once."""
    case, form = _open(case_id), StopForm()
    if not form.validate_on_submit():
        return _stop_page(case, form), 422
    told = Conversation(given_on=clock.today(), method=form.method.data, notice_language=language())
    purposes = [Purpose(value) for value in form.purposes.data]
    actions.withdraw_purposes(db.session, current_user, case.id, purposes, told)
    return redirect(url_for("consent.page", case_id=case.id), 303)


@blueprint.get("/<uuid:record_id>/stop")
@requires(Permission.CONSENT)
def stop_sharing(case_id: UUID, record_id: UUID) -> ResponseReturnValue:
    """What will happen when one share is taken back."""
    case = _open(case_id)
    row = _shared(case.id, record_id)
    name = agreed_names(db.session)[row.recipient] if row.recipient else ""
    return render_template(
        "consent/stop_sharing.html", case=case, row=row, form=StopSharingForm(), partner=name
    )


@blueprint.post("/<uuid:record_id>/stop")
@requires(Permission.CONSENT)
def stopped_sharing(case_id: UUID, record_id: UUID) -> ResponseReturnValue:
    """Take the key away and change the lock, before this page returns."""
    case = _open(case_id)
    row = _shared(case.id, record_id)
    form = StopSharingForm()
    if not form.validate_on_submit():
        name = agreed_names(db.session)[row.recipient] if row.recipient else ""
        return render_template("consent/stop_sharing.html", case=case, row=row, form=form, partner=name), 422
    actions.withdraw(db.session, current_user, case.id, row.id)
    return redirect(url_for("consent.page", case_id=case.id), 303)


def _shared(case_id: UUID, record_id: UUID) -> ConsentRecord:
    for row in records(db.session, case_id):
        if row.id == record_id and row.recipient is not None and row.withdraws is None:
            return row
    raise NotVisible


@blueprint.get("/<uuid:record_id>/slip")
@requires(Permission.CONSENT)
def slip(case_id: UUID, record_id: UUID) -> ResponseReturnValue:
    """The slip: no name, no purpose, nothing that says what it is for."""
    case = _open(case_id)
    for row in records(db.session, case.id):
        if row.id == record_id and row.slip_number:
            return render_template(
                "consent/slip.html", row=row, case=case, organisation=current_user.organisation
            )
    raise NotVisible
