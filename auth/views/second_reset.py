"""Taking away a colleague's second step, when she has lost it."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from auth import accounts, second_step
from auth import second_step_setting as setting
from auth.models import User
from auth.policy import Permission, requires
from auth.second_step_forms import REASONS, ResetForm
from auth.unlocked import secrets
from auth.views.room import blueprint, me
from casework.core.db import db
from casework.core.errors import NotVisible
from casework.core.i18n import _


@blueprint.get("/people/<uuid:user_id>/second-step")
@requires(Permission.ACCOUNTS, Permission.STEWARD)
def reset_page(user_id: UUID) -> ResponseReturnValue:
    """What it does, before it is done."""
    return _page(_colleague(user_id), ResetForm())


@blueprint.post("/people/<uuid:user_id>/second-step")
@requires(Permission.ACCOUNTS, Permission.STEWARD)
def reset_step(user_id: UUID) -> ResponseReturnValue:
    """It opens nothing any more; all members are told."""
    user, form = _colleague(user_id), ResetForm()
    if not form.validate_on_submit():
        return _page(user, form), 422
    setting.reset(db.session, secrets(), user, form.reason.data, by=me())
    flash(_("Her second step is taken away. At her next sign-in she sets up another one."))
    return _back(user)


def _colleague(user_id: UUID) -> User:
    user = accounts.who_needs_link(db.session, me(), user_id)
    if user.id == me().id:
        raise NotVisible
    return user


def _page(user: User, form: ResetForm) -> str:
    has_one, why = second_step.told_of(db.session, secrets(), user)
    return render_template(
        "auth/second_reset.html",
        form=form,
        user=user,
        has_one=has_one,
        why=REASONS.get(why, ""),
        back=_back_to(user),
    )


def _back_to(user: User) -> str:
    if not me().may(Permission.ACCOUNTS):
        return url_for("auth.stewardship")
    if user.organisation_id != me().organisation_id:
        return url_for("auth.organisations")
    return url_for("auth.person", user_id=user.id)


def _back(user: User) -> Response:
    return redirect(_back_to(user), 303)
