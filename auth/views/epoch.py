"""Changing the keys of a ring."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from auth import progress, rings
from auth.held import HeldRing
from auth.models import RingEpoch
from auth.policy import Permission, requires
from auth.unlocked import secrets
from auth.views.room import actor, blueprint, keep_live, live, me, need_ring
from casework.audit.chain import note
from casework.audit.models import Act
from casework.core.db import db
from casework.core.forms import Form
from casework.core.i18n import _


@blueprint.get("/keys/change")
@requires(Permission.STEWARD)
def epoch() -> ResponseReturnValue:
    """What a change of keys does, before it is done."""
    held = need_ring()
    return render_template(
        "auth/epoch.html",
        form=Form(),
        row=db.session.get_one(RingEpoch, (held.id, held.epoch)),
        may_drop=rings.may_drop_old(db.session, held),
    )


@blueprint.post("/keys/change")
@requires(Permission.STEWARD)
def begin_epoch() -> ResponseReturnValue:
    """New keys, at once; then everything moves under them, part by part."""
    fresh = rings.begin_epoch(db.session, secrets(), need_ring(), keep=live().row.id)
    note(db.session, actor(), Act.EPOCH_BEGUN, subject_id=fresh.id)
    go_on_with(fresh)
    flash(_("The keys are changed. Everybody else signs in once more and loses nothing."))
    return redirect(url_for("auth.moving"), 303)


def go_on_with(fresh: HeldRing) -> None:
    """This one session goes on, with the new keys."""
    live().rings = [fresh, *(held for held in live().rings if held.id != fresh.id)]
    keep_live()


@blueprint.get("/keys/move")
@requires(Permission.KEYS_WAITING)
def moving() -> ResponseReturnValue:
    """How much is under the new keys, and a button to go on; for every member."""
    return render_template("auth/moving.html", progress=progress.of(db.session, need_ring()), after=_after())


@blueprint.post("/keys/move")
@requires(Permission.KEYS_WAITING)
def move_on() -> ResponseReturnValue:
    """One part more."""
    held = need_ring()
    left = rings.move_some(db.session, held, rings.AT_ONCE)
    if request.accept_mimetypes.best == "application/json":
        return progress.of(db.session, held).as_json(over=not left)
    if left:
        return redirect(url_for("auth.moving"), 303)
    flash(_("Everything that opens is under the new keys."))
    return redirect(_after(), 303)


def _after() -> str:
    return url_for("auth.stewardship" if me().may(Permission.STEWARD) else "auth.account_page")


@blueprint.post("/keys/old")
@requires(Permission.STEWARD)
def drop_old() -> ResponseReturnValue:
    """Throw the old keys away, if nothing names them any more."""
    held = need_ring()
    if rings.drop_old(db.session, held):
        note(db.session, actor(), Act.OLD_KEY_DROPPED, subject_id=held.id)
        flash(_("The old keys are gone."))
    else:
        flash(_("Something is still under the old keys. They stay for now."), "problem")
    return redirect(url_for("auth.stewardship"), 303)
