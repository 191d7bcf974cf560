"""Errors as calm pages. No traceback and no value ever reaches one, nor a log."""

from __future__ import annotations

from pathlib import Path

from flask import Flask, current_app, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException

from casework.core.db import db
from casework.core.errors import EditedMeanwhile, Refused
from casework.core.i18n import _l
from casework.unit_of_work import note_refusal
from casework.vault.errors import CannotOpen

KNOWN = (400, 403, 404, 405, 413, 429, 500)
BUSY = _l("Somebody else was saving at the same moment. Please try again.")
NOT_OPENED = _l(
    "This could not be opened: the key does not fit, or it was changed. Please tell your steward."
)


def answer_errors(app: Flask) -> None:
    """Give every error its page."""
    app.register_error_handler(Refused, _refused)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(StaleDataError, _stale)
    app.register_error_handler(CannotOpen, _not_opened)
    app.register_error_handler(Exception, _broken)


def _refused(error: Refused) -> ResponseReturnValue:
    db.session.rollback()
    note_refusal()
    page = "errors/404.html" if error.status == 404 else "errors/refused.html"
    return render_template(page, message=error.message), error.status


def _http(error: HTTPException) -> ResponseReturnValue:
    db.session.rollback()
    code = error.code or 500
    if code < 400:
        return error.get_response()
    return render_template(f"errors/{code if code in KNOWN else 400}.html"), code


def _stale(_error: StaleDataError) -> ResponseReturnValue:
    return _refused(EditedMeanwhile())


def _not_opened(error: CannotOpen) -> ResponseReturnValue:
    current_app.logger.error("could not open: at %s", _place(error))
    return _refused(Refused(NOT_OPENED))


def _broken(error: Exception) -> ResponseReturnValue:
    db.session.rollback()
    if isinstance(error, OperationalError | IntegrityError):
        return _refused(Refused(BUSY))
    if current_app.testing:
        raise error
    # The type and the place, never the words: they may hold what somebody typed.
    current_app.logger.error("failed: %s at %s", type(error).__name__, _place(error))
    # Without the context processors, which would ask the database for who is signed in.
    return current_app.jinja_env.get_template("errors/500.html").render(), 500


def _place(error: BaseException) -> str:
    trace, place = error.__traceback__, ""
    while trace is not None:
        place = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place
