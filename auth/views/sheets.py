"""The break-glass sheets: made, printed, confirmed by two people."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from auth import break_glass, sheet_check, throttle
from auth.break_glass_models import BreakGlass, BreakGlassNext, SheetPair
from auth.errors import OneSheetEach, SheetsDoNotFit, SheetsNeedTwoPeople
from auth.forms import CheckDigitsForm, OneCheckForm
from auth.models import OrganisationKind, Ring, ring_of_everybody
from auth.policy import Permission, requires
from auth.signing_in import note_failure
from auth.unlocked import secrets
from auth.views.room import actor, blueprint, keep_live, live, me, own_ring
from casework.audit.chain import note
from casework.audit.models import Act
from casework.core import clock
from casework.core.db import db
from casework.core.errors import NotAllowed, NotVisible, TooMany
from casework.core.i18n import _


@blueprint.get("/keys/sheets")
@requires(Permission.STEWARD, Permission.ACCOUNTS, Permission.KEYS_WAITING)
def sheets() -> ResponseReturnValue:
    """Where the two sheets stand: to make, to print, to confirm, or safe."""
    return _sheets(_check_form())


def _check_form() -> CheckDigitsForm | OneCheckForm:
    return CheckDigitsForm() if sheet_check.is_alone(db.session, me()) else OneCheckForm()


def _sheets(form: CheckDigitsForm | OneCheckForm) -> str:
    row = db.session.get(BreakGlass, me().organisation_id)
    pair = sheet_check.pair_to_confirm(db.session, me())
    return render_template(
        "auth/sheets.html",
        form=form,
        row=row,
        pair=pair,
        is_new=isinstance(pair, BreakGlassNext),
        alone=isinstance(form, CheckDigitsForm),
        seen_by_me=pair is not None and me().id in (pair.seen_a_by, pair.seen_b_by),
        in_hand=bool(live().sheets),
        may_confirm=sheet_check.may_confirm(db.session, me(), own_ring()),
        may_make=_may_make(row),
    )


def _may_make(row: BreakGlass | None) -> bool:
    """Only a steward who holds the ring can make sheets that it is then sealed to. The office alone makes
    its first ones at the set-up, before it has a ring."""
    first = _ring() is None and (row is None or row.verified_at is None)
    head = me().organisation.kind is OrganisationKind.OFFICE and me().may(Permission.ACCOUNTS)
    return (own_ring() is not None and me().may(Permission.STEWARD)) or (first and head)


def _ring() -> Ring | None:
    return db.session.scalar(ring_of_everybody(me().organisation_id))


@blueprint.post("/keys/sheets/new")
@requires(Permission.STEWARD, Permission.ACCOUNTS)
def make_sheets() -> ResponseReturnValue:
    """Make new sheets. A pair that was confirmed before stands until two people have confirmed these."""
    if not _may_make(db.session.get(BreakGlass, me().organisation_id)):
        raise NotAllowed
    break_glass.hold_sheets(db.session, me().organisation_id)
    made = _made()
    note(db.session, actor(), Act.BREAK_GLASS_MADE)
    live().sheets = [made.first.hex(), made.second.hex()]
    keep_live()
    return redirect(url_for("auth.sheets"), 303)


def _made() -> break_glass.Sheets:
    held = own_ring()
    if held is not None and break_glass.verified(db.session, me().organisation_id):
        return break_glass.make_next(db.session, held, by=me().id)
    made = break_glass.make(db.session, me().organisation, by=me().id)
    db.session.flush()
    if held is not None:
        break_glass.pin_pair(db.session, held, by=me().id)
        db.session.flush()
        break_glass.seal_ring(db.session, secrets(), held)
    return made


@blueprint.get("/keys/sheets/<int:number>")
@requires(Permission.STEWARD, Permission.ACCOUNTS)
def sheet(number: int) -> ResponseReturnValue:
    """One sheet for paper; there only for whoever made it, until its digits were typed back."""
    if number not in (1, 2) or not live().sheets:
        raise NotVisible
    content = bytes.fromhex(live().sheets[number - 1])
    return render_template(
        "auth/sheet.html",
        number=number,
        organisation=me().organisation,
        day=clock.today(),
        lines=break_glass.lines(content),
        check=break_glass.check_digits(content),
    )


@blueprint.post("/keys/sheets")
@requires(Permission.STEWARD, Permission.ACCOUNTS, Permission.KEYS_WAITING)
def confirm_sheets() -> ResponseReturnValue:
    """A sheet is on paper: its digits were typed back. Both, where she is alone."""
    break_glass.hold_sheets(db.session, me().organisation_id)
    pair = sheet_check.pair_to_confirm(db.session, me())
    if not sheet_check.may_confirm(db.session, me(), own_ring()):
        raise NotAllowed
    if pair is None:
        return _nothing_due()
    form = _check_form()
    if not form.validate_on_submit():
        return _sheets(form), 422
    try:
        throttle.check(db.session, secrets(), me().login, request.remote_addr or "")
        done = _confirm(form, pair)
    except (SheetsDoNotFit, OneSheetEach, SheetsNeedTwoPeople, TooMany) as error:
        if isinstance(error, SheetsDoNotFit):
            note_failure(db.session, secrets(), me().login, request.remote_addr or "", Act.REFUSED)
        form.form_errors.append(error.message)
        return _sheets(form), error.status
    live().sheets = []
    keep_live()
    flash(_said(done))
    return redirect(url_for("auth.sheets"), 303)


def _nothing_due() -> ResponseReturnValue:
    """Pressed twice, perhaps: what is confirmed stays so, and no new round begins."""
    if not break_glass.verified(db.session, me().organisation_id):
        raise NotVisible
    return redirect(url_for("auth.sheets"), 303)


def _confirm(form: CheckDigitsForm | OneCheckForm, pair: SheetPair) -> bool:
    if isinstance(form, CheckDigitsForm):
        typed = (form.check_a.data, form.check_b.data)
        sheet_check.confirm_both(db.session, secrets(), me(), own_ring(), pair, typed)
        return True
    return sheet_check.confirm_one(db.session, secrets(), me(), own_ring(), pair, form.check.data)


def _said(done: bool) -> str:
    if done:
        return _("Both sheets are confirmed. Please give them to two people, in two places.")
    return _("Your sheet is confirmed. Now a second person confirms the other one, on her own sign-in.")
