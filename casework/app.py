"""create_app: the rooms put together."""

from __future__ import annotations

import inspect
from pathlib import Path

from flask import Flask, g
from werkzeug.datastructures import MultiDict

from auth import pepper
from auth.secrets import Secrets
from auth.typing_kept import as_formdata, key_of
from casework import commands, navigation, rooms
from casework.backup.unfinished import not_meanwhile
from casework.config import Config
from casework.core import forms
from casework.core.db import db
from casework.core.forms import set_draft_source
from casework.core.i18n import init_i18n
from casework.error_pages import answer_errors
from casework.headers import ALWAYS, init_headers
from casework.hosts import init_hosts
from casework.static_files import serve_static
from casework.unit_of_work import Sahayatri, init_requests
from casework.vault import ended

ROOT = Path(__file__).resolve().parent.parent


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
    _drop_async_teardown(app)
    with app.app_context():
        ended.keep_in(db.engine, config.instance)
        pepper.keep_in(db.engine, config.instance)
    init_i18n(app)
    forms.init_forms(app)
    init_requests(app)
    init_headers(app, secure=config.secure_cookies)
    navigation.init_navigation(app)
    set_draft_source(_draft)
    answer_errors(app)
    commands.register(app)
    serve_static(app, ROOT / "static")
    app.wsgi_app = not_meanwhile(app.wsgi_app, config.instance, ALWAYS.items())  # type: ignore[assignment,method-assign]
    init_hosts(app, config)
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
        QUIET_AFTER_DAYS=config.quiet_after_days,
        MAX_CONTENT_LENGTH=config.max_form_bytes,
        SQLALCHEMY_ENGINES={"default": config.url},
        ALEMBIC={"script_location": str(ROOT / "migrations"), "version_locations": []},
        ALEMBIC_CONTEXT={"render_as_batch": True, "compare_type": True},
    )
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True


def _drop_async_teardown(app: Flask) -> None:
    # There are no async sessions to close, and a loop started for it clashes with one that runs.
    app.teardown_appcontext_funcs[:] = [
        f for f in app.teardown_appcontext_funcs if not inspect.iscoroutinefunction(f)
    ]


def _draft(path: str, form: str) -> MultiDict[str, str] | None:
    live = g.get("live")
    pairs = live.drafts.get(key_of(path, form)) if live else None
    return as_formdata(pairs) if pairs else None
