"""The organisations of the programme, and one's own."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from auth.accounts import nobody_joined, staff
from auth.errors import LoginTaken
from auth.models import InvitationKind, Organisation, OrganisationKind
from auth.organisations import make_organisation, partners_of
from auth.policy import Permission, requires
from auth.roles import Role
from auth.staff_forms import KINDS, InviteForm, OrganisationForm, ParticularsForm
from auth.views.people import hire_from, link_page
from auth.views.room import actor, blueprint, me
from casework.audit.chain import note
from casework.audit.models import Act
from casework.core.db import db
from casework.core.errors import NotVisible
from casework.core.i18n import _


@blueprint.get("/organisations")
@requires(Permission.DIRECTORY)
def organisations() -> ResponseReturnValue:
    """Every organisation of the programme."""
    _only_the_office()
    found = [(one, staff(db.session, one.id)) for one in partners_of(db.session, me().organisation_id)]
    return render_template(
        "auth/organisations.html", organisations=found, kinds=KINDS, admin=Role.ADMINISTRATOR
    )


@blueprint.get("/organisations/new")
@requires(Permission.DIRECTORY)
def new_organisation() -> ResponseReturnValue:
    """What a new organisation is called."""
    _only_the_office()
    return render_template("auth/organisation.html", form=OrganisationForm(), own=False)


@blueprint.post("/organisations/new")
@requires(Permission.DIRECTORY)
def make_one() -> ResponseReturnValue:
    """Make it, and go on to its first person."""
    _only_the_office()
    form = OrganisationForm()
    if db.session.get(Organisation, form.new_id.data) is None:
        if not form.validate_on_submit():
            return render_template("auth/organisation.html", form=form, own=False), 422
        make_organisation(
            db.session,
            actor(),
            organisation_id=form.new_id.data,
            kind=OrganisationKind(form.kind.data),
            told=form.told(),
        )
    return redirect(url_for("auth.first_person", organisation_id=form.new_id.data), 303)


@blueprint.get("/organisations/<uuid:organisation_id>/people/new")
@requires(Permission.DIRECTORY)
def first_person(organisation_id: UUID) -> ResponseReturnValue:
    """Who begins there: an administrator, a steward, or both in one."""
    organisation = _without_people(organisation_id)
    return render_template(
        "auth/invite.html", form=InviteForm(kind=organisation.kind), organisation=organisation
    )


@blueprint.post("/organisations/<uuid:organisation_id>/people/new")
@requires(Permission.DIRECTORY)
def invite_first(organisation_id: UUID) -> ResponseReturnValue:
    """Make her account and show its link, once."""
    organisation = _without_people(organisation_id)
    form = InviteForm(kind=organisation.kind)
    if not form.validate_on_submit():
        return render_template("auth/invite.html", form=form, organisation=organisation), 422
    try:
        user = hire_from(form, organisation)
    except LoginTaken as error:
        form.login.errors = [error.message]
        return render_template("auth/invite.html", form=form, organisation=organisation), 422
    return link_page(user, InvitationKind.JOIN)


def _without_people(organisation_id: UUID) -> Organisation:
    """An organisation in which nobody has joined yet: from then on it invites its own people."""
    _only_the_office()
    organisation = db.session.get(Organisation, organisation_id)
    if organisation is None or organisation.id == me().organisation_id:
        raise NotVisible
    if not nobody_joined(db.session, organisation.id):
        raise NotVisible
    return organisation


def _only_the_office() -> None:
    if me().organisation.kind is not OrganisationKind.OFFICE:
        raise NotVisible


@blueprint.get("/organisation")
@requires(Permission.DIRECTORY)
def own_organisation() -> ResponseReturnValue:
    """What one's own organisation is called."""
    form = ParticularsForm(obj=me().organisation)
    return render_template("auth/organisation.html", form=form, own=True)


@blueprint.post("/organisation")
@requires(Permission.DIRECTORY)
def change_organisation() -> ResponseReturnValue:
    """Change that."""
    form = ParticularsForm()
    if not form.validate_on_submit():
        return render_template("auth/organisation.html", form=form, own=True), 422
    form.told().write(me().organisation)
    note(db.session, actor(), Act.ORGANISATION_CHANGED, subject_id=me().organisation_id)
    flash(_("Saved."))
    return redirect(url_for("auth.own_organisation"), 303)
