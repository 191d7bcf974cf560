"""create_app: the rooms put together."""

from __future__ import annotations

from pathlib import Path
from wsgiref.headers import Headers

from flask import Flask, g, render_template
from flask.typing import ResponseReturnValue
from flask_alembic import Alembic
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException
from whitenoise import WhiteNoise

from auth.secrets import Secrets
from auth.typing_kept import as_formdata, key_of
from casework import commands, navigation, rooms
from casework.config import Config
from casework.core import forms
from casework.core.db import Base, db
from casework.core.errors import Refused
from casework.core.forms import set_draft_source
from casework.core.i18n import init_i18n
from casework.headers import init_headers
from casework.unit_of_work import Sahayatri, init_requests, note_refusal

ROOT = Path(__file__).resolve().parent.parent

alembic = Alembic(run_mkdir=False, metadatas=Base.metadata)


def create_app(config: Config | None = None) -> Flask:
    """The application over one instance folder. Opens nothing and asks the database nothing."""
    config = config or Config.from_environment()
    app = Sahayatri(
        "casework",
        template_folder=str(ROOT / "templates"),
        static_folder=str(ROOT / "static"),
        instance_path=str(config.instance),
    )
    _configure(app, config)
    rooms.register(app)
    db.init_app(app)
    alembic.init_app(app)
    init_i18n(app)
    forms.init_forms(app)
    init_requests(app)
    init_headers(app, secure=config.secure_cookies)
    navigation.init_navigation(app)
    set_draft_source(_draft)
    _answer_errors(app)
    commands.register(app)
    _serve_static(app)
    return app


def _configure(app: Flask, config: Config) -> None:
    secrets = Secrets.load(config.instance)
    app.extensions["sahayatri_secrets"] = secrets
    app.extensions["sahayatri_config"] = config
    app.config.update(
        SECRET_KEY=secrets.form_key,
        SESSION_COOKIE_NAME="sahayatri-language",
        SESSION_COOKIE_SECURE=config.secure_cookies,
        SESSION_COOKIE_SAMESITE="Strict",
        SESSION_COOKIE_HTTPONLY=True,
        MAX_CONTENT_LENGTH=config.max_form_bytes,
        SQLALCHEMY_ENGINES={"default": config.url},
        ALEMBIC={"script_location": str(ROOT / "migrations"), "version_locations": []},
        ALEMBIC_CONTEXT={"render_as_batch": True, "compare_type": True},
    )
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True


def _draft(path: str, form: str) -> MultiDict[str, str] | None:
    live = g.get("live")
    pairs = live.drafts.get(key_of(path, form)) if live else None
    return as_formdata(pairs) if pairs else None


def _answer_errors(app: Flask) -> None:
    @app.errorhandler(Refused)
    def refused(error: Refused) -> ResponseReturnValue:
        db.session.rollback()
        note_refusal()
        page = "errors/404.html" if error.status == 404 else "errors/refused.html"
        return render_template(page, message=error.message), error.status

    @app.errorhandler(HTTPException)
    def http(error: HTTPException) -> ResponseReturnValue:
        db.session.rollback()
        code = error.code or 500
        if code < 400:
            return error.get_response()
        page = code if code in (400, 403, 404, 405, 413, 429, 500) else 400
        return render_template(f"errors/{page}.html"), code

    @app.errorhandler(Exception)
    def broken(error: Exception) -> ResponseReturnValue:
        db.session.rollback()
        # The type and the place, never the words: they may hold what somebody typed.
        app.logger.error("failed: %s at %s", type(error).__name__, _place(error))
        return render_template("errors/500.html"), 500


def _place(error: BaseException) -> str:
    trace, place = error.__traceback__, ""
    while trace is not None:
        code = trace.tb_frame.f_code
        place = f"{Path(code.co_filename).name}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place


def _serve_static(app: Flask) -> None:
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
        app.wsgi_app,
        root=str(ROOT / "static"),
        prefix="/static/",
        allow_all_origins=False,
        max_age=3600,
        add_headers_function=_static_headers,
    )


def _static_headers(headers: Headers, _path: str, _url: str) -> None:
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
