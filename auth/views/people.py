"""The people of an organisation, as its administrator looks after them."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from auth import accounts, invitations, second_step, work
from auth.errors import LoginTaken
from auth.models import InvitationKind, Organisation, User
from auth.policy import Permission, requires
from auth.roles import LABELS, RING_HOLDERS
from auth.second_person import is_helped_by_nobody, others_could
from auth.second_step_help import require_another_to_link
from auth.small_rings import is_alone_in_one
from auth.staff_forms import InviteForm, LeaveForm, RolesForm
from auth.stewardship import members
from auth.to_do import key_news
from auth.unlocked import secrets
from auth.views.room import actor, blueprint, live, me, qr
from casework.audit.chain import Actor, note
from casework.audit.models import Act
from casework.core.db import db
from casework.core.errors import NotAllowed
from casework.core.i18n import _


@blueprint.get("/people")
@requires(Permission.ACCOUNTS)
def people() -> ResponseReturnValue:
    """Everybody who works here, and how far each has come."""
    found = accounts.staff(db.session, me().organisation_id)
    return render_template(
        "auth/people.html",
        people=found,
        left=accounts.left(db.session, me().organisation_id),
        with_keys={one.user.id for one in members(db.session, me().organisation_id)},
        holders=RING_HOLDERS,
        labels=LABELS,
        keys=key_news(db.session, me(), live().rings),
    )


@blueprint.get("/people/new")
@requires(Permission.ACCOUNTS)
def invite_page() -> ResponseReturnValue:
    """Whom to invite, and as what."""
    return render_template("auth/invite.html", form=InviteForm(kind=me().organisation.kind))


@blueprint.post("/people/new")
@requires(Permission.ACCOUNTS)
def invite() -> ResponseReturnValue:
    """Make the account and show its link, once."""
    form = InviteForm(kind=me().organisation.kind)
    if db.session.get(User, form.new_id.data) is not None:
        return _made_before(form.new_id.data)
    if not form.validate_on_submit():
        return render_template("auth/invite.html", form=form), 422
    try:
        user = hire_from(form, me().organisation)
    except LoginTaken as error:
        form.login.errors = [error.message]
        return render_template("auth/invite.html", form=form), 422
    return link_page(user, InvitationKind.JOIN)


def hire_from(form: InviteForm, organisation: Organisation) -> User:
    """Make the account that an invitation form describes. Raises LoginTaken or RolesDoNotGo."""
    return accounts.hire(
        db.session,
        actor(),
        organisation,
        user_id=form.new_id.data,
        login=form.login.data,
        name_en=form.name_en.data,
        name_ne=form.name_ne.data,
        roles=form.chosen,
    )


def _made_before(user_id: UUID) -> ResponseReturnValue:
    flash(_("This account was made already. Its link was shown once; here you can make a new one."))
    return redirect(url_for("auth.person", user_id=user_id), 303)


def link_page(user: User, kind: InvitationKind) -> str:
    """A new link for somebody, shown this once."""
    token = invitations.make_link(db.session, user, kind, by=me().id)
    would_let_in = me().may(Permission.STEWARD) and bool(user.roles & RING_HOLDERS)
    address = url_for("auth.join_page", token=token, _external=True)
    return render_template(
        "auth/link.html",
        user=user,
        kind=kind.value,
        address=address,
        groups=token.split("-"),
        qr=qr(address),
        ends_keys=kind is InvitationKind.RESET and is_helped_by_nobody(db.session, user),
        by_another=would_let_in and others_could(db.session, user, me().id),
    )


@blueprint.get("/people/<uuid:user_id>")
@requires(Permission.ACCOUNTS)
def person(user_id: UUID) -> ResponseReturnValue:
    """One account: what she is, and what can be done for her."""
    user = accounts.colleague(db.session, me(), user_id)
    return _person(user, RolesForm(kind=user.organisation.kind, data={"roles": sorted(user.roles)}))


def _person(user: User, form: RolesForm) -> str:
    link = invitations.open_link(db.session, user.id)
    has_one, why = second_step.told_of(db.session, secrets(), user)
    return render_template("auth/person.html", user=user, form=form, link=link, second_step=has_one or why)


@blueprint.post("/people/<uuid:user_id>/roles")
@requires(Permission.ACCOUNTS)
def change_roles(user_id: UUID) -> ResponseReturnValue:
    """Change what somebody is."""
    user = accounts.colleague(db.session, me(), user_id)
    form = RolesForm(kind=user.organisation.kind)
    if not form.validate_on_submit():
        return _person(user, form), 422
    if user.id == me().id:
        raise NotAllowed
    accounts.give_roles(db.session, actor(), user, form.chosen)
    flash(_("Saved."))
    return redirect(url_for("auth.person", user_id=user.id), 303)


@blueprint.post("/people/<uuid:user_id>/link")
@requires(Permission.ACCOUNTS, Permission.STEWARD)
def new_link(user_id: UUID) -> ResponseReturnValue:
    """A link for somebody who has not joined yet, or who has forgotten her passphrase."""
    user = accounts.who_needs_link(db.session, me(), user_id)
    require_another_to_link(db.session, user, by=me())
    kind = InvitationKind.RESET if user.lock else InvitationKind.JOIN
    # In the chain of her own organisation, also where the office makes it: its members are told.
    by = Actor(user.organisation_id, me().id)
    note(db.session, by, Act.RESET_STARTED if user.lock else Act.INVITED, subject_id=user.id)
    return link_page(user, kind)


@blueprint.get("/people/<uuid:user_id>/leave")
@requires(Permission.ACCOUNTS)
def leave_page(user_id: UUID) -> ResponseReturnValue:
    """What leaving does, before it is done."""
    user = accounts.colleague(db.session, me(), user_id)
    return _leave_page(user, _leave_form(user))


def _leave_form(user: User) -> LeaveForm:
    alone = is_alone_in_one(db.session, user)
    return LeaveForm(files=work.files_of(db.session, user), alone=alone)


def _leave_page(user: User, form: LeaveForm) -> str:
    with_keys = user.id in {one.user.id for one in members(db.session, user.organisation_id)}
    return render_template("auth/leave.html", user=user, form=form, with_keys=with_keys)


@blueprint.post("/people/<uuid:user_id>/leave")
@requires(Permission.ACCOUNTS)
def leave(user_id: UUID) -> ResponseReturnValue:
    """Take leave of somebody."""
    user = accounts.colleague(db.session, me(), user_id)
    form = _leave_form(user)
    if user.id == me().id:
        raise NotAllowed
    if not form.validate_on_submit():
        return _leave_page(user, form), 422
    accounts.leave(db.session, actor(), user, anyway=bool(form.anyway.data))
    flash(_("The account is closed, and its keys are gone."))
    return redirect(url_for("auth.people"), 303)


@blueprint.get("/people/left/<uuid:user_id>")
@requires(Permission.ACCOUNTS)
def come_back_page(user_id: UUID) -> ResponseReturnValue:
    """Somebody who has left, and what her coming back takes."""
    user = accounts.who_left(db.session, me(), user_id)
    form = RolesForm(kind=user.organisation.kind, data={"roles": sorted(user.roles)})
    return render_template("auth/come_back.html", user=user, form=form)


@blueprint.post("/people/left/<uuid:user_id>")
@requires(Permission.ACCOUNTS)
def come_back(user_id: UUID) -> ResponseReturnValue:
    """Open her account again, and show its link, once."""
    user = accounts.who_left(db.session, me(), user_id)
    form = RolesForm(kind=user.organisation.kind)
    if not form.validate_on_submit():
        return render_template("auth/come_back.html", user=user, form=form), 422
    accounts.come_back(db.session, actor(), user, form.chosen)
    return link_page(user, InvitationKind.JOIN)
