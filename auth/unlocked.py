"""What a request knows of the instance's secrets and of its sign-in cookie."""

from __future__ import annotations

from typing import cast

from flask import Response, current_app, g, has_request_context

from auth import half_way
from auth.secrets import Secrets
from auth.session import LONGEST
from casework.instance import this_is_demo


def secrets() -> Secrets:
    """The secrets of this instance: in one request the same, whatever is renewed meanwhile."""
    found = cast("Secrets", current_app.extensions["sahayatri_secrets"])
    if not has_request_context():
        return found.fresh()
    if "secrets" not in g:
        g.secrets = found.fresh()
    return cast("Secrets", g.secrets)


def uses_cheap_passphrases() -> bool:
    """Whether passphrases cost only the floor: in tests alone."""
    return bool(current_app.extensions["sahayatri_config"].cheap_passphrases)


def second_step_by_role() -> bool:
    """Whether some roles need a second step here. A demo leaves it off, whatever else is set."""
    return bool(current_app.extensions["sahayatri_config"].second_step) and not this_is_demo()


def half_cookie_name() -> str:
    """The cookie of a sign-in that waits for its second step. It has a path, so no `__Host-`."""
    return "__Secure-sahayatri-half" if current_app.config["SESSION_COOKIE_SECURE"] else "sahayatri-half"


def set_half_cookie(response: Response, value: str) -> Response:
    """Give the browser its half sign-in, for the pages of sign-in alone; "" takes it away."""
    response.set_cookie(
        half_cookie_name(),
        value,
        max_age=int(half_way.LASTS.total_seconds()) if value else 0,
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite="Strict",
        path="/sign-in",
    )
    return response


def cookie_name() -> str:
    """`__Host-` needs HTTPS; on loopback without it the plain name serves."""
    secure = current_app.config["SESSION_COOKIE_SECURE"]
    return "__Host-sahayatri" if secure else "sahayatri"


def set_cookie(response: Response, value: str) -> Response:
    """Give the browser its session: for this site, this sign-in and no script."""
    response.set_cookie(
        cookie_name(),
        value,
        max_age=int(LONGEST.total_seconds()),
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite="Strict",
        path="/",
    )
    return response


def clear_cookie(response: Response) -> Response:
    """Take the session from the browser."""
    response.set_cookie(
        cookie_name(),
        "",
        max_age=0,
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite="Strict",
        path="/",
    )
    return response
