"""The break-glass sheets: made, printed, confirmed, used."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from auth import break_glass, rings
from auth.break_glass import Sheets
from auth.errors import KeyChanged, LineWrong, SheetsDoNotFit, WrongPassphrase
from auth.forms import BothSheetsForm, CheckDigitsForm
from auth.held import HeldRing
from auth.keys import open_seed
from auth.models import BreakGlass, OrganisationKind, Ring
from auth.policy import Permission, requires
from auth.ring_opening import remember
from auth.unlocked import secrets
from auth.views.epoch import go_on_with
from auth.views.room import actor, blueprint, keep_live, live, me, own_ring
from casework.audit.chain import note
from casework.audit.models import Act
from casework.core import clock
from casework.core.db import db
from casework.core.errors import NotAllowed, NotVisible
from casework.core.forms import LongText
from casework.core.i18n import _


@blueprint.get("/keys/sheets")
@requires(Permission.STEWARD, Permission.ACCOUNTS)
def sheets() -> ResponseReturnValue:
    """Where the two sheets stand: to make, to print, to confirm, or safe."""
    return _sheets(CheckDigitsForm())


def _sheets(form: CheckDigitsForm) -> str:
    row = db.session.get(BreakGlass, me().organisation_id)
    return render_template(
        "auth/sheets.html",
        form=form,
        row=row,
        in_hand=bool(live().sheets),
        due=row is not None and break_glass.check_is_due(row),
        may_make=_may_make(row),
    )


def _may_make(row: BreakGlass | None) -> bool:
    """Only somebody who holds the ring can seal it to new sheets. The office alone makes its first
    ones at the set-up, before it has a ring."""
    first = _ring() is None and (row is None or row.verified_at is None)
    return own_ring() is not None or (first and me().organisation.kind is OrganisationKind.OFFICE)


def _ring() -> Ring | None:
    return db.session.scalar(select(Ring).where(Ring.organisation_id == me().organisation_id))


@blueprint.post("/keys/sheets/new")
@requires(Permission.STEWARD, Permission.ACCOUNTS)
def make_sheets() -> ResponseReturnValue:
    """Make new sheets; a ring that is there is sealed to them at once."""
    held = own_ring()
    if not _may_make(db.session.get(BreakGlass, me().organisation_id)):
        raise NotAllowed
    made = break_glass.make(db.session, me().organisation, replace=held is not None)
    db.session.flush()
    if held is not None:
        break_glass.seal_ring(db.session, secrets(), held, by=me().id)
    note(db.session, actor(), Act.BREAK_GLASS_MADE)
    live().sheets = [made.first.hex(), made.second.hex()]
    keep_live()
    return redirect(url_for("auth.sheets"), 303)


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
@requires(Permission.STEWARD, Permission.ACCOUNTS)
def confirm_sheets() -> ResponseReturnValue:
    """Both sheets are on paper: their digits were typed back."""
    form = CheckDigitsForm()
    row = db.session.get(BreakGlass, me().organisation_id)
    if row is None:
        raise NotVisible
    if not form.validate_on_submit():
        return _sheets(form), 422
    try:
        break_glass.verify(row, form.check_a.data, form.check_b.data)
    except SheetsDoNotFit as error:
        form.form_errors.append(error.message)
        return _sheets(form), 422
    note(db.session, actor(), Act.BREAK_GLASS_VERIFIED)
    live().sheets = []
    keep_live()
    flash(_("Both sheets are confirmed. Please give them to two people, in two places."))
    return redirect(url_for("auth.sheets"), 303)


@blueprint.get("/keys/sheets/use")
@requires(Permission.STEWARD)
def use_page() -> ResponseReturnValue:
    """Both sheets, line by line."""
    return render_template("auth/use_sheets.html", form=_without_keys(BothSheetsForm()))


@blueprint.post("/keys/sheets/use")
@requires(Permission.STEWARD)
def use_sheets() -> ResponseReturnValue:
    """Open the ring with both sheets, let this steward in, change the keys, tell every member."""
    form = _without_keys(BothSheetsForm())
    if not form.validate_on_submit() or not _read(form):
        return render_template("auth/use_sheets.html", form=form), 422
    try:
        fresh = _opened(form)
    except (SheetsDoNotFit, WrongPassphrase) as error:
        form.form_errors.append(error.message)
        return render_template("auth/use_sheets.html", form=form), 422
    note(db.session, actor(), Act.BREAK_GLASS_USED, subject_id=me().id)
    note(db.session, actor(), Act.EPOCH_BEGUN, subject_id=fresh.id)
    go_on_with(fresh)
    flash(_("The ring is open for you, and its keys are changed. All members are told."))
    return redirect(url_for("auth.stewardship"), 303)


def _without_keys(form: BothSheetsForm) -> BothSheetsForm:
    if own_ring() is not None or _ring() is None:
        raise NotAllowed
    return form


def _read(form: BothSheetsForm) -> Sheets | None:
    """Both sheets as typed, or None with the first wrong line of each named at its field."""
    found = [_read_field(form.sheet_a), _read_field(form.sheet_b)]
    return Sheets(found[0], found[1]) if all(found) else None


def _read_field(field: LongText) -> bytes:
    try:
        return break_glass.read_sheet(field.data)
    except LineWrong as error:
        field.errors = [error.message]
        return b""


def _opened(form: BothSheetsForm) -> HeldRing:
    read, ring = _read(form), _ring()
    if read is None or ring is None:
        raise SheetsDoNotFit
    seed = open_seed(secrets(), me(), form.passphrase.data)
    held = break_glass.open_ring(db.session, secrets(), ring, read.first, read.second)
    if held.organisation_id != me().organisation_id:
        raise KeyChanged
    rings.admit(db.session, secrets(), held, me(), by=me().id)
    db.session.flush()
    fresh = rings.begin_epoch(db.session, secrets(), held, by=me().id, keep=live().row.id)
    remember(me(), seed, fresh)
    return fresh
