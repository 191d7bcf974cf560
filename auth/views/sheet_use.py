"""Opening a ring with the break-glass sheets: one begins, another gives her sheet, the first finishes."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from auth import break_glass, sheet_use, throttle
from auth.break_glass_models import BreakGlassUse
from auth.errors import LineWrong, OneSheetEach, SheetGiven, SheetsDoNotFit, WrongPassphrase
from auth.forms import FinishForm, GiveSheetForm, SheetForm
from auth.held import HeldRing
from auth.keys import digest, digits, open_seed
from auth.models import Ring, User, ring_of_everybody
from auth.policy import Permission, requires, writes_late
from auth.signing_in import note_failure
from auth.small_rings import without_members
from auth.unlocked import secrets
from auth.views.epoch import go_on_with
from auth.views.room import blueprint, live, me, own_ring
from casework.audit.models import Act
from casework.core.db import begin_write, db
from casework.core.errors import NotAllowed, NotVisible, TooMany
from casework.core.i18n import _


@blueprint.get("/keys/sheets/use")
@requires(Permission.STEWARD)
def use_page() -> ResponseReturnValue:
    """To begin; to wait for the second person; to finish with her own sheet."""
    _to_open()
    return _page(FinishForm())


def _page(form: FinishForm) -> str:
    row = sheet_use.running(db.session, me())
    return render_template(
        "auth/use_sheets.html",
        form=form,
        begun=row is not None and row.started_by == me().id,
        by_another=row is not None and row.started_by != me().id,
        given=row is not None and row.blob is not None,
        groups=digits(me().public_key or b""),
    )


@blueprint.post("/keys/sheets/use/begin")
@requires(Permission.STEWARD)
def begin_use() -> ResponseReturnValue:
    """Ask for the second sheet; every member is told."""
    _to_open()
    sheet_use.begin(db.session, me())
    return redirect(url_for("auth.use_page"), 303)


@blueprint.get("/keys/sheets/give")
@requires(Permission.KEYS_WAITING, Permission.ACCOUNTS)
def give_page() -> ResponseReturnValue:
    """The numbers of the one who began, and the sheet line by line."""
    row = _asked()
    if row.blob is not None:
        raise SheetGiven
    starter = _starter(row)
    return _give(GiveSheetForm(data={"seen": digest(starter.public_key or b"")}), starter)


def _give(form: GiveSheetForm, starter: User) -> str:
    return render_template(
        "auth/give_sheet.html", form=form, starter=starter, groups=digits(starter.public_key or b"")
    )


@blueprint.post("/keys/sheets/give")
@requires(Permission.KEYS_WAITING, Permission.ACCOUNTS)
def give_sheet() -> ResponseReturnValue:
    """Seal her sheet to the one who began."""
    row, form = _asked(), GiveSheetForm()
    sheet = _read(form) if form.validate_on_submit() else b""
    if not sheet:
        return _give(form, _starter(row)), 422
    try:
        throttle.check(db.session, secrets(), me().login, request.remote_addr or "")
        sheet_use.give(db.session, row, me(), sheet, form.seen.data)
    except (SheetsDoNotFit, OneSheetEach, TooMany) as error:
        if isinstance(error, SheetsDoNotFit):
            note_failure(db.session, secrets(), me().login, request.remote_addr or "", Act.REFUSED)
        form.form_errors.append(error.message)
        return _give(form, _starter(row)), error.status
    flash(_("Your sheet is given. Now she finishes with hers. All members are told when the keys are open."))
    return redirect(url_for("auth.account_page"), 303)


@blueprint.post("/keys/sheets/use")
@requires(Permission.STEWARD)
@writes_late
def use_sheets() -> ResponseReturnValue:
    """Open the ring, let this steward in, change the keys, tell every member."""
    _to_open()
    form = FinishForm()
    sheet = _read(form) if form.validate_on_submit() else b""
    if not sheet:
        return _page(form), 422
    try:
        opened = _finished(form, sheet)
    except (SheetsDoNotFit, WrongPassphrase, TooMany) as error:
        if not isinstance(error, TooMany):
            note_failure(db.session, secrets(), me().login, request.remote_addr or "", Act.REFUSED)
        form.form_errors.append(error.message)
        return _page(form), error.status
    for fresh in opened:
        go_on_with(fresh)
    flash(_("The ring is open for you, and its keys are changed. All members are told."))
    return redirect(url_for("auth.stewardship"), 303)


def _finished(form: FinishForm, sheet: bytes) -> list[HeldRing]:
    throttle.check(db.session, secrets(), me().login, request.remote_addr or "")
    seed = open_seed(secrets(), me(), form.passphrase.data)
    begin_write(db.session)
    row = sheet_use.running(db.session, me())
    if row is None:
        raise SheetsDoNotFit
    return sheet_use.finish(
        db.session, secrets(), row, me(), seed, sheet, ring=_to_open(), keep=live().row.id
    )


def _to_open() -> Ring | None:
    """Sheets are for a steward without keys, where there is a ring; or, with None, for one who has them
    while there is a small ring that nobody has."""
    ring = db.session.scalar(ring_of_everybody(me().organisation_id))
    alone = own_ring() is not None and without_members(db.session, me().organisation_id)
    if ring is None or (own_ring() is not None and not alone):
        raise NotAllowed
    return None if alone else ring


def _asked() -> BreakGlassUse:
    row = sheet_use.running(db.session, me())
    if row is None or row.started_by == me().id:
        raise NotVisible
    return row


def _starter(row: BreakGlassUse) -> User:
    return db.session.get_one(User, row.started_by)


def _read(form: SheetForm) -> bytes:
    """The sheet as typed, or nothing, with its first wrong line named at the field."""
    try:
        return break_glass.read_sheet(form.sheet.data)
    except LineWrong as error:
        form.sheet.errors = [error.message]
        return b""
