"""The keys of an organisation, as its stewards look after them."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from auth import accounts, break_glass
from auth import stewardship as keeping
from auth.announcements import announcements
from auth.break_glass_models import BreakGlass
from auth.forms import SeenKeyForm
from auth.keys import ring_digits
from auth.models import RingEpoch
from auth.policy import Permission, requires
from auth.second_person import needs_another, stewards_besides
from auth.small_ring_tasks import of_stewards
from auth.small_rings import sizes
from auth.tasks import tasks
from auth.unlocked import secrets
from auth.views.room import blueprint, me, need_ring, own_ring
from casework.core.db import db
from casework.core.i18n import _


@blueprint.get("/keys")
@requires(Permission.STEWARD)
def stewardship() -> ResponseReturnValue:
    """Who waits, who has the keys, whose keys were compared, and the sheets."""
    held = own_ring()
    if held is None:
        return redirect(url_for("auth.waiting_page"), 303)
    return render_template(
        "auth/stewardship.html",
        tasks=[*tasks(db.session, me(), held), *of_stewards(db.session, me())],
        said=announcements(db.session, me()),
        links=accounts.may_get_link(db.session, me()),
        own=ring_digits(held.now.inbox, held.now.verify_key),
        epoch=db.session.get_one(RingEpoch, (held.id, held.epoch)),
        waiting=keeping.waiting(db.session, me().organisation_id),
        members=keeping.members(db.session, me().organisation_id),
        few=len(sizes(db.session, me().organisation_id)),
        partners=keeping.partners(db.session, held),
        sheets=db.session.get(BreakGlass, me().organisation_id),
        verified=break_glass.verified(db.session, me().organisation_id),
    )


@blueprint.get("/keys/people/<uuid:user_id>")
@requires(Permission.STEWARD)
def let_in_page(user_id: UUID) -> ResponseReturnValue:
    """Her numbers, to be read to one another."""
    need_ring()
    one = keeping.find_waiting(db.session, me().organisation_id, user_id)
    if needs_another(db.session, one.user, me().id):
        others = stewards_besides(db.session, one.user, me().id)
        return render_template("auth/let_in_by_another.html", one=one, others=others)
    return render_template("auth/let_in.html", form=SeenKeyForm(data={"seen": one.seen}), one=one)


@blueprint.post("/keys/people/<uuid:user_id>")
@requires(Permission.STEWARD)
def let_in(user_id: UUID) -> ResponseReturnValue:
    """The numbers are the same: seal the ring to her."""
    held = need_ring()
    one = keeping.find_waiting(db.session, me().organisation_id, user_id)
    form = SeenKeyForm()
    if not form.validate_on_submit():
        return render_template("auth/let_in.html", form=form, one=one), 422
    keeping.let_in(db.session, secrets(), held, one, form.seen.data, by=me().id)
    flash(_("She has the keys now. They open when she signs in the next time."))
    return redirect(url_for("auth.stewardship"), 303)


@blueprint.get("/keys/partners/<uuid:ring_id>")
@requires(Permission.STEWARD)
def partner_page(ring_id: UUID) -> ResponseReturnValue:
    """A partner's numbers, to be compared by phone, both ways."""
    held = need_ring()
    partner = keeping.find_partner(db.session, held, ring_id)
    form = SeenKeyForm(data={"seen": partner.seen})
    own = ring_digits(held.now.inbox, held.now.verify_key)
    return render_template("auth/partner.html", form=form, partner=partner, own=own)


@blueprint.post("/keys/partners/<uuid:ring_id>")
@requires(Permission.STEWARD)
def keep_partner(ring_id: UUID) -> ResponseReturnValue:
    """The numbers are the same: keep this key."""
    held = need_ring()
    partner = keeping.find_partner(db.session, held, ring_id)
    form = SeenKeyForm()
    if not form.validate_on_submit():
        own = ring_digits(held.now.inbox, held.now.verify_key)
        return render_template("auth/partner.html", form=form, partner=partner, own=own), 422
    keeping.keep_partner(db.session, held, partner, form.seen.data, by=me().id)
    flash(_("The key of this organisation is kept now."))
    return redirect(url_for("auth.stewardship"), 303)
