"""Where she was going when she was asked to sign in: in a cookie of this browser, signed and good for
ten minutes. In the address it would stay in the history, and the path of a file has its id in it."""

from __future__ import annotations

from flask import current_app, request
from itsdangerous import BadData, URLSafeSerializer
from werkzeug.wrappers import Response

from auth.unlocked import secrets
from casework.core import clock

KEPT_SECONDS = 600
_PATH = "/sign-in"
_LONGEST = 1000


def _cookie_name() -> str:
    return "__Secure-sahayatri-way" if current_app.config["SESSION_COOKIE_SECURE"] else "sahayatri-way"


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(secrets().form_key, salt="way on")


def remember_way(response: Response, target: str) -> Response:
    """Let the sign-in page lead on to an address of ours."""
    if len(target) <= _LONGEST:
        _set(response, _signer().dumps([target, _now() + KEPT_SECONDS]), KEPT_SECONDS)
    return response


def way_asked_for() -> str:
    """The address that was asked for lately in this browser; "" if none was."""
    try:
        target, until = _signer().loads(request.cookies.get(_cookie_name(), ""))
    except BadData:
        return ""
    return str(target) if _now() < until else ""


def forget_way(response: Response) -> Response:
    """She is there, or has left."""
    _set(response, "", 0)
    return response


def _now() -> int:
    return int(clock.now().timestamp())


def _set(response: Response, value: str, seconds: int) -> None:
    response.set_cookie(
        _cookie_name(),
        value,
        max_age=seconds,
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite="Strict",
        path=_PATH,
    )
