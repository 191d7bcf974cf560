"""The keys that one or two people have, as those people look after them."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from auth import rings, small_rings
from auth.errors import MemberChanged
from auth.forms import SeenKeyForm
from auth.held import HeldRing
from auth.keys import digest, digits, ring_digits
from auth.models import RingEpoch, User
from auth.policy import Permission, requires
from auth.small_ring_log import happened
from auth.small_ring_tasks import of_members
from auth.stewardship import Member, members
from auth.unlocked import secrets
from auth.views.epoch import go_on_with
from auth.views.room import blueprint, keep_live, live, me, need_ring
from casework.core.db import db
from casework.core.errors import NotVisible
from casework.core.i18n import _


def _held(ring_id: UUID) -> HeldRing:
    for held in live().rings:
        if held.id == ring_id and held.restricted:
            return held
    raise NotVisible


@blueprint.get("/keys/few")
@requires(Permission.KEYS_WAITING)
def few() -> ResponseReturnValue:
    """Hers, each with whoever has it besides, and what can be done with it."""
    need_ring()
    hers, opened = small_rings.of(db.session, me()), {held.id for held in live().rings}
    return render_template(
        "auth/few.html",
        tasks=of_members(db.session, me(), live().rings),
        rings=[_shown(one) for one in hers if one.id in opened],
        closed=[small_rings.who_let_in(db.session, one.id, me()) for one in hers if one.id not in opened],
    )


def _shown(one: small_rings.SmallRing) -> dict[str, object]:
    held = _held(one.id)
    return {
        "ring": one,
        "groups": ring_digits(held.now.inbox, held.now.verify_key),
        "epoch": db.session.get_one(RingEpoch, (held.id, held.epoch)),
        "old_sheets": small_rings.sheets_are_old(db.session, held.id),
        "behind": rings.holds_older(held) and rings.names_older(db.session, held.id, held.epoch),
        "happened": happened(db.session, me(), held.id),
        "may_drop": rings.may_drop_old(db.session, held),
    }


@blueprint.get("/keys/few/<uuid:ring_id>/second")
@requires(Permission.KEYS_WAITING)
def second(ring_id: UUID) -> ResponseReturnValue:
    """Whom to let in as the second person."""
    held = _held(ring_id)
    have = small_rings.members(db.session, held.id)
    people = [one for one in members(db.session, me().organisation_id) if one.user.id not in have]
    return render_template("auth/few_second.html", ring_id=held.id, people=people)


def _colleague(user_id: UUID) -> User:
    found: list[Member] = members(db.session, me().organisation_id)
    for one in found:
        if one.user.id == user_id and one.user.id != me().id and one.user.is_active:
            return one.user
    raise NotVisible


@blueprint.get("/keys/few/<uuid:ring_id>/second/<uuid:user_id>")
@requires(Permission.KEYS_WAITING)
def second_person(ring_id: UUID, user_id: UUID) -> ResponseReturnValue:
    """Her numbers, and what she will be able to read."""
    _held(ring_id)
    user = _colleague(user_id)
    return _person(user, SeenKeyForm(data={"seen": digest(user.public_key or b"")}))


def _person(user: User, form: SeenKeyForm) -> str:
    groups = digits(user.public_key or b"")
    return render_template("auth/few_person.html", form=form, user=user, groups=groups)


@blueprint.post("/keys/few/<uuid:ring_id>/second/<uuid:user_id>")
@requires(Permission.KEYS_WAITING)
def let_second_in(ring_id: UUID, user_id: UUID) -> ResponseReturnValue:
    """Give her the keys. She signs in anew."""
    held, user, form = _held(ring_id), _colleague(user_id), SeenKeyForm()
    if not form.validate_on_submit():
        return _person(user, form), 422
    if form.seen.data != digest(user.public_key or b""):
        raise MemberChanged(user.id)
    small_rings.let_in(db.session, secrets(), need_ring(), held, user, by=me())
    flash(
        _("She has these keys now. When she signs in the next time, please compare their numbers with her.")
    )
    return redirect(url_for("auth.few"), 303)


@blueprint.post("/keys/few/<uuid:ring_id>/change")
@requires(Permission.KEYS_WAITING)
def change_few(ring_id: UUID) -> ResponseReturnValue:
    """New keys; and as much as one request can move is put under them at once."""
    held = _held(ring_id)
    fresh = small_rings.begin_epoch(db.session, secrets(), need_ring(), held, me(), keep=live().row.id)
    rings.move_some(db.session, fresh, rings.AT_ONCE)
    go_on_with(fresh)
    flash(_("The keys are changed. Everybody else who has them signs in once more and loses nothing."))
    return redirect(url_for("auth.few"), 303)


@blueprint.post("/keys/few/<uuid:ring_id>/move")
@requires(Permission.KEYS_WAITING)
def move_few(ring_id: UUID) -> ResponseReturnValue:
    """One part more; or the old keys thrown away, when nothing is under them."""
    held = _held(ring_id)
    left = rings.move_some(db.session, held, rings.AT_ONCE)
    if not left and rings.drop_old(db.session, held):
        flash(_("The old keys are gone."))
    return redirect(url_for("auth.few"), 303)


@blueprint.post("/keys/few/<uuid:ring_id>/sheets")
@requires(Permission.KEYS_WAITING)
def sheets_of_few(ring_id: UUID) -> ResponseReturnValue:
    """Seal them to the break-glass sheets of today."""
    small_rings.follow_sheets(db.session, secrets(), need_ring(), _held(ring_id), me())
    flash(_("The new break-glass sheets open these keys as well, and the old ones do so no more."))
    return redirect(url_for("auth.few"), 303)


@blueprint.post("/keys/few/<uuid:ring_id>/leave")
@requires(Permission.KEYS_WAITING)
def leave_few(ring_id: UUID) -> ResponseReturnValue:
    """She wants them no longer."""
    held = _held(ring_id)
    small_rings.give_up(db.session, me(), held, keep=live().row.id)
    live().rings = [one for one in live().rings if one.id != held.id]
    keep_live()
    flash(_("You do not have these keys any more."))
    return redirect(url_for("auth.few"), 303)
