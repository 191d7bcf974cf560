"""Errors as calm pages. No traceback and no value ever reaches one, nor a log."""

from __future__ import annotations

import re
from pathlib import Path

from flask import Flask, current_app, g, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy import inspect
from sqlalchemy.exc import IntegrityError, OperationalError, SQLAlchemyError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException

from auth.errors import MemberChanged, PartnerChanged
from auth.models import Ring, User
from auth.typing_kept import SECRET, told_in
from auth.typing_words import issued_to
from auth.unlocked import secrets
from casework.cases.meanwhile import CHOICE
from casework.core.csrf import FIELD_NAME
from casework.core.db import db
from casework.core.errors import EditedMeanwhile, Refused
from casework.core.forms import FORM_NAME
from casework.core.i18n import _l
from casework.core.reading_choice import chosen
from casework.core.typing_token import TYPING_TOKEN
from casework.reporting.interface import problems
from casework.unit_of_work import note_refusal, undo
from casework.vault.errors import CannotOpen

NEW_ID = "new_id"
_WORDS = re.compile(r"[^\W\d_]+\s+\S|[^\W\d_a-zA-Z]")
"""More than one word, or letters that no code of ours is made of."""

KNOWN = (400, 403, 404, 405, 413, 429, 500)
BUSY = _l("Somebody else was saving at the same moment. Please try again.")
NOT_OPENED = _l(
    "This could not be opened: the key does not fit, or it was changed. Please tell your steward."
)


def answer_errors(app: Flask) -> None:
    """Give every error its page."""
    app.register_error_handler(Refused, _refused)
    app.register_error_handler(PartnerChanged, _partner_changed)
    app.register_error_handler(MemberChanged, _member_changed)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(StaleDataError, _stale)
    app.register_error_handler(CannotOpen, _not_opened)
    app.register_error_handler(Exception, _broken)


def _refused(error: Refused) -> ResponseReturnValue:
    undo()
    note_refusal()
    if problems.asked_by_program():
        return problems.answer(problems.of(error))
    if error.page:
        return _page(error.page, message=error.message), error.status
    if error.status == 404:
        return (_page("gone", words=_own_words()) if _was_shown_to_her() else _page("404")), 404
    typed = _typed() if error.status == 409 else []
    return _page("refused", message=error.message, typed=typed), error.status


def _was_shown_to_her() -> bool:
    """Whether this form is one that she was given when it was still open to her: for anybody else what is
    gone is the same as what never was."""
    live, given = g.get("live"), request.form.get(TYPING_TOKEN, "")
    if live is None or not given:
        return False
    form_name = request.form.get(FORM_NAME, "")
    row = issued_to(db.session, secrets(), given, request.path, form_name)
    return row is not None and row.user_id == live.user.id


def _own_words() -> list[str]:
    """What she wrote in a form for something new. One that was filled from what stood there might show her
    what she may read no longer."""
    if NEW_ID not in request.form:
        return []
    return [text.strip() for _name, text in told_in(request.form) if _WORDS.search(text)]


def _partner_changed(error: PartnerChanged) -> ResponseReturnValue:
    """The key of another organisation was exchanged: whom to phone, what to compare, when to stop."""
    undo()
    note_refusal()
    ring = db.session.get(Ring, error.ring_id)
    return _page("partner_changed", ring=ring, typed=_typed()), error.status


def _member_changed(error: MemberChanged) -> ResponseReturnValue:
    """The key of a colleague was exchanged: whom to ask, and when to stop. Her name stands on the page of
    her own organisation alone, and in no log."""
    undo()
    note_refusal()
    found = db.session.get(User, error.user_id)
    live = g.get("live")
    ours = found is not None and live is not None and found.organisation_id == live.user.organisation_id
    return _page("member_changed", member=found if ours else None, typed=_typed()), error.status


def _typed() -> list[tuple[str, str]]:
    """What she typed into the form that was refused, to be sent back into it. No secret, and not which
    button she pressed."""
    if request.method != "POST" or chosen() or FORM_NAME not in request.form or not told_in(request.form):
        return []
    left_out = SECRET | {FIELD_NAME, CHOICE}
    return [(name, text) for name, text in request.form.items(multi=True) if name not in left_out]


def _http(error: HTTPException) -> ResponseReturnValue:
    undo()
    code = error.code or 500
    if code < 400:
        return error.get_response()
    if problems.asked_by_program():
        return problems.answer(problems.of_status(code))
    name = str(code if code in KNOWN else 400)
    return (_bare(name) if code >= 500 else _page(name)), code


def _page(name: str, **values: object) -> str:
    """An error within the frame of all pages; bare where the frame itself cannot be drawn."""
    try:
        return render_template(f"errors/{name}.html", ground="base.html", **values)
    except SQLAlchemyError:
        return _bare(name, **values)


def _bare(name: str, **values: object) -> str:
    """Without the context processors, which would ask the database for who is signed in."""
    _bind_without_asking()
    page = current_app.jinja_env.get_template(f"errors/{name}.html")
    return page.render(ground="errors/calm.html", forms=True, **values)


def _bind_without_asking() -> None:
    """The token of the forms on the page, from what is known of the sign-in without the database."""
    known = inspect(g.live.row).identity if g.get("live") is not None else None
    if known is not None:
        g.token_binding = known[0]


def _stale(_error: StaleDataError) -> ResponseReturnValue:
    return _refused(EditedMeanwhile())


def _not_opened(error: CannotOpen) -> ResponseReturnValue:
    current_app.logger.error("could not open: at %s", _place(error))
    return _refused(Refused(NOT_OPENED))


def _broken(error: Exception) -> ResponseReturnValue:
    db.session.rollback()
    if isinstance(error, IntegrityError) or is_queue(error):
        return _refused(Refused(BUSY))
    if current_app.testing:
        raise error
    # The type and the place, never the words: they may hold what somebody typed.
    current_app.logger.error("failed: %s at %s", type(error).__name__, _place(error))
    return problems.answer(problems.BROKEN) if problems.asked_by_program() else (_bare("500"), 500)


def is_queue(error: Exception) -> bool:
    """Whether two people wrote at once; a database that is wrong or gone is another matter.

    SQLITE_BUSY and SQLITE_LOCKED; PostgreSQL's transaction rollbacks (class 40) and lock_not_available.
    """
    if not isinstance(error, OperationalError):
        return False
    code, state = getattr(error.orig, "sqlite_errorcode", 0), getattr(error.orig, "sqlstate", "") or ""
    return code & 0xFF in (5, 6) or state.startswith("40") or state == "55P03"


def _place(error: BaseException) -> str:
    trace, place = error.__traceback__, ""
    while trace is not None:
        place = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place
