"""The frame of the pages by itself: base, macros, scripts and forms, with no room behind them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from queue import Queue
from types import SimpleNamespace
from typing import Any

from flask import Blueprint, Flask, make_response, redirect, render_template, request, session
from flask.typing import ResponseReturnValue
from jinja2 import ChoiceLoader, FileSystemLoader

from casework.core.csrf import set_csrf_binding, set_secret
from casework.core.forms import init_forms
from casework.core.i18n import init_i18n
from casework.headers import init_headers
from tests.front.questions import Questions

ROOT = Path(__file__).resolve().parents[2]
TODAY = date(2026, 11, 22)


@dataclass(frozen=True)
class Person:
    """Somebody who is signed in, as far as the frame knows her."""

    is_authenticated: bool = True

    def name(self, lang: str) -> str:
        return "आशा गुरुङ" if lang == "ne" else "Asha Gurung"


def frame_app() -> Flask:
    """The frame with a page that shows everything, and its error pages."""
    app = Flask("frame", static_folder=str(ROOT / "static"))
    app.secret_key = "only for tests"
    app.jinja_loader = ChoiceLoader(
        [FileSystemLoader(ROOT / "templates"), FileSystemLoader(ROOT / "tests/front/templates")]
    )
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    init_i18n(app)
    init_forms(app)
    init_headers(app, secure=False)
    set_secret(b"k" * 32)
    set_csrf_binding(lambda: request.headers.get("X-Sign-In", "asha").encode())
    app.register_blueprint(_auth())
    app.context_processor(_context)
    app.add_url_rule("/", view_func=_everything, methods=["GET", "POST"], endpoint="everything")
    app.add_url_rule("/error/<page>", view_func=_error, endpoint="error")
    app.add_url_rule("/paper", view_func=lambda: render_template("paper.html"), endpoint="paper")
    return app


def _context() -> dict[str, Any]:
    links = [
        SimpleNamespace(url="/", label="My day", current=True, badge=3),
        SimpleNamespace(url="/files", label="Files", current=False, badge=0),
        SimpleNamespace(url="/referrals", label="Referrals", current=False, badge=0),
    ]
    person = Person(is_authenticated="out" not in request.args)
    return {"current_user": person, "nav": links, "demo": True, "quick_exit_site": "/elsewhere"}


def _everything() -> ResponseReturnValue:
    session["lang"] = request.args.get("lang", session.get("lang", "en"))
    form = Questions()
    if form.validate_on_submit():
        return {name: str(value) for name, value in form.all_answers().items()}
    return render_template("everything.html", form=form, today=TODAY)


def _error(page: str) -> ResponseReturnValue:
    bare = page == "500"
    values = {"ground": "errors/calm.html" if bare else "base.html", "forms": bare}
    return render_template(f"errors/{page}.html", message="It is so.", way_back="/", **values)


def _auth() -> Blueprint:
    auth = Blueprint("auth", __name__)
    left = Queue[dict[str, list[str]]]()

    @auth.post("/preferences")
    def preferences() -> ResponseReturnValue:
        session.update({key: request.form[key] for key in ("lang", "calendar") if key in request.form})
        return redirect(request.form["next"], 303)

    @auth.post("/sign-out")
    def sign_out() -> ResponseReturnValue:
        return redirect("/?out", 303)

    @auth.post("/exit")
    def quick_exit() -> ResponseReturnValue:
        left.put(request.form.to_dict(flat=False))
        return make_response("", 200)

    @auth.get("/left")
    def last_left() -> ResponseReturnValue:
        # It may be on its way still: whoever left is gone before it has arrived.
        return left.get(timeout=30)

    return auth
