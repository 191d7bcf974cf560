"""Referring a woman: what for and what is opened, then exactly what they will read, then her answers."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from auth.models import Purpose
from auth.policy import Permission, requires
from casework.cases.awake import find_awake
from casework.cases.models import Case
from casework.cases.taught import taught
from casework.cases.writing import hold_open
from casework.consent.actions import may_be_minor, shared_until
from casework.consent.errors import MinorNeedsSupervisor
from casework.core import clock
from casework.core.codes import codelist
from casework.core.db import db
from casework.core.fields_base import local_digits
from casework.core.i18n import _, language
from casework.people.actions import Person, read_person
from casework.referrals.actions.offering import Said, Wish, offer
from casework.referrals.forms import CARRIED, PARTS, UNTIL, SendForm, WishForm
from casework.referrals.models import ANSWER_WITHIN
from casework.referrals.partners import Partners, choices, compared
from casework.referrals.preview import closed_titles, opened_sections
from casework.referrals.views.blueprint import blueprint
from casework.vault.acting import own_ring, ring_of
from casework.vault.errors import OnlyForFew
from casework.vault.keyring import keyring


def _open(case_id: UUID) -> tuple[Case, Person]:
    """The file, if a part of it may be opened to others by whoever asks."""
    case = find_awake(db.session, current_user, case_id)
    keyring(db.session).open_folders(db.session, [case.id])
    hold_open(db.session, case)
    if ring_of(db.session, case.id).restricted:
        raise OnlyForFew
    if may_be_minor(db.session, case.id) and not current_user.may(Permission.ASSIGN):
        raise MinorNeedsSupervisor
    return case, read_person(db.session, case.id, own_ring(db.session))


def _networks() -> Partners:
    return compared(db.session, Purpose.TRAINING)


def _offers(form: WishForm, networks: Partners) -> WishForm:
    form.network.source = choices(networks)
    form.course.groups = _taught(networks)
    return form


def _taught(networks: Partners) -> list[tuple[str, list[str]]]:
    """Under the names of those who teach it, what can be learnt there: what most teach comes first."""
    names = {ring.organisation_id: ring.organisation.name(language()) for ring in networks.values()}
    by: dict[str, list[str]] = {}
    for organisation_id, trades in taught(db.session, list(names)).items():
        for trade in trades:
            by.setdefault(trade, []).append(names[organisation_id])
    groups: dict[tuple[str, ...], list[str]] = {}
    for trade, some in by.items():
        groups.setdefault(tuple(sorted(some)), []).append(trade)
    ordered = sorted(groups, key=lambda some: (-len(some), some))
    return [(_("Taught at %(names)s", names=", ".join(some)), groups[some]) for some in ordered]


def _told(person: Person) -> dict[str, Any]:
    """What she told about a course. To whom, which parts and until when is chosen anew each time."""
    living = person.livelihood
    wanted = [one for one in living.trades_wanted if codelist("trades").has(one)]
    return {
        "course": wanted[0] if wanted else None,
        "access_needs": living.access_needs,
        "childcare": living.childcare,
        "hours": living.hours_free,
    }


@blueprint.get("/files/<uuid:case_id>/refer")
@requires(Permission.REFER)
def refer(case_id: UUID) -> ResponseReturnValue:
    """To whom, for what, what is opened: nothing of it is chosen yet but what she told of a course."""
    case, person = _open(case_id)
    networks = _networks()
    form = _offers(WishForm(data=_told(person)), networks)
    return render_template("referrals/wish.html", case=case, form=form)


@blueprint.post("/files/<uuid:case_id>/refer")
@requires(Permission.REFER)
def preview(case_id: UUID) -> ResponseReturnValue:
    """Exactly what they will read. Nothing is kept or sent yet."""
    case, person = _open(case_id)
    networks = _networks()
    form = _offers(WishForm(), networks)
    if not form.validate_on_submit():
        return render_template("referrals/wish.html", case=case, form=form), 422
    usual = {"given_on": clock.today(), "explained_by": current_user.name(language())}
    carried = {name: form[name].data for name in CARRIED}
    send = SendForm(formdata=None, data={**carried, **usual})
    return _preview(case, person, _offers(send, networks), networks)


@blueprint.post("/files/<uuid:case_id>/refer/send")
@requires(Permission.REFER)
def send(case_id: UUID) -> ResponseReturnValue:
    """She agreed: the record, the key and the message, in this request. She did not: nothing."""
    case, person = _open(case_id)
    networks = _networks()
    form = SendForm()
    _offers(form, networks)
    if not form.validate_on_submit():
        return _preview(case, person, form, networks, 422)
    if not form.share.data:
        flash(_("She said no. Nothing was sent and nothing was opened."))
        return redirect(url_for("casefile.page", case_id=case.id), 303)
    said = Said(form.tell_back.data, form.count_there.data, form.conversation())
    wish = _wish(form, networks)
    made = offer(db.session, current_user, case, wish, said, referral_id=form.new_id.data)
    flash(_("The referral was sent. Its number is %(number)s.", number=local_digits(made.number)))
    return redirect(url_for("referrals.sent_one", referral_id=made.id), 303)


def _wish(form: WishForm, networks: Partners) -> Wish:
    return Wish(
        recipient=networks[form.network.data],
        course=form.course.data,
        compartments=tuple(PARTS[name] for name in PARTS if name in form.parts.data),
        ends_on=clock.today() + timedelta(days=UNTIL[form.until.data]),
        access_needs=form.access_needs.data or (),
        childcare=form.childcare.data or "",
        hours=form.hours.data or (),
    )


def _preview(
    case: Case, person: Person, form: SendForm, networks: Partners, status: int = 200
) -> ResponseReturnValue:
    if any(form[name].errors for name in CARRIED):
        return render_template("referrals/wish.html", case=case, form=form), 422
    wish = _wish(form, networks)
    wish = replace(wish, ends_on=shared_until(db.session, case.id, wish.ends_on))
    heads = (person.identity, person.contact, person.livelihood)
    page = render_template(
        "referrals/preview.html",
        case=case,
        form=form,
        carried=CARRIED,
        wish=wish,
        partner=wish.recipient.organisation.name(language()),
        desk=current_user.organisation.desk(language()),
        palika_code=person.contact.palika,
        answer_by=clock.today() + ANSWER_WITHIN,
        sections=opened_sections(heads, wish.compartments),
        closed=closed_titles(wish.compartments),
    )
    return page, status
