"""What the pages of this room share: the blueprint, and who is asking with which keys."""

from __future__ import annotations

import io
from pathlib import Path
from typing import cast
from urllib.parse import urlsplit

import segno
from flask import Blueprint, current_app, g, redirect, request, session, url_for
from markupsafe import Markup
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect
from werkzeug.wrappers import Response

from auth import half_way, second_step
from auth import session as sessions
from auth.errors import NoKeysYet
from auth.held import HeldRing
from auth.joining import Joined
from auth.models import User
from auth.roles import RING_HOLDERS
from auth.second_step_setting import Place
from auth.typing_kept import Kept
from auth.unlocked import cookie_name, second_step_by_role, secrets, set_cookie, set_half_cookie
from casework.audit.chain import Actor
from casework.core.db import db
from casework.core.i18n import _

blueprint = Blueprint("auth", __name__)


def live() -> sessions.Live:
    """The session of whoever asks; only behind a permission."""
    return cast("sessions.Live", g.live)


def me() -> User:
    """Whoever asks."""
    return live().user


def actor() -> Actor:
    """Whoever asks, for the audit."""
    return Actor(me().organisation_id, me().id)


def own_ring() -> HeldRing | None:
    """Her own organisation's ring, if she has its keys."""
    rings = (held for held in live().rings if held.organisation_id == me().organisation_id)
    return next((held for held in rings if not held.restricted), None)


def need_ring() -> HeldRing:
    """Her own organisation's ring. Raises NoKeysYet."""
    held = own_ring()
    if held is None:
        raise NoKeysYet
    return held


def keep_live() -> None:
    """Seal her session again: its rings or sheets have changed."""
    sessions.seal_live(secrets(), bytes.fromhex(request.cookies[cookie_name()]), live())


def begin_session(joined: Joined, target: str) -> Response:
    """Sign in whoever has just set her passphrase, and go on to a page."""
    sheets = [joined.sheets.first.hex(), joined.sheets.second.hex()] if joined.sheets else []
    if g.live is not None:
        sessions.end(g.live.row)
    factors = second_step.read(db.session, secrets(), joined.user)
    if factors.any:
        # A link for a new passphrase does not stand in for the second step.
        half = half_way.begin(db.session, secrets(), joined.user, joined.rings, Kept())
        return set_half_cookie(redirect(url_for("auth.second_page"), 303), half)  # type: ignore[arg-type]
    needed = second_step.is_required(joined.user, factors, by_role=second_step_by_role())
    step = sessions.Step.REQUIRED if needed else sessions.Step.NONE
    cookie, _row = sessions.begin(
        db.session,
        secrets(),
        joined.user,
        joined.rings,
        sheets=sheets,
        step=step,
        onward=target if needed else "",
    )
    response = redirect(target, 303)
    remember_reading(joined.user)
    return cast("Response", set_cookie(response, cookie))  # type: ignore[arg-type]


def remember_reading(user: User) -> None:
    """Language and calendar: what this browser chose, else what her account says."""
    session["lang"] = session.get("lang") or user.language
    session["calendar"] = session.get("calendar") or user.calendar


def way_on(user: User, *, has_keys: bool, target: str = "") -> str:
    """Where she goes after signing in: a page of ours that can be opened, else her first one."""
    if user.roles & RING_HOLDERS and not has_keys:
        return url_for("auth.waiting_page")
    return target if is_own_page(target) else "/"


def is_own_page(target: str) -> bool:
    """Whether an address is a path of this product that can be visited."""
    parts = urlsplit(target)
    if not target.startswith("/") or target[1:2] in ("/", "\\") or parts.netloc or parts.scheme:
        return False
    if any(ord(sign) < ord(" ") or sign == "\\" for sign in target):
        return False
    try:
        current_app.url_map.bind("").match(parts.path, method="GET")
    except (HTTPException, RequestRedirect):
        return False
    return True


def instance_folder() -> Path:
    """Where this instance lives."""
    return Path(current_app.instance_path)


def place() -> Place:
    """Where the browser thinks it is; only a name that this instance answers to comes so far."""
    return Place(urlsplit(request.host_url).hostname or "", request.host_url.rstrip("/"))


def qr(address: str, title: str = "") -> Markup:
    """An address as a QR code, drawn in the page itself."""
    drawn = io.BytesIO()
    segno.make(address, error="m").save(
        drawn,
        kind="svg",
        xmldecl=False,
        svgns=False,
        scale=5,
        border=3,
        dark="#000",
        light="#fff",
        title=title or _("The same link, for a phone's camera"),
    )
    return Markup(drawn.getvalue().decode())  # noqa: S704  (made by segno from an address of ours)


@blueprint.app_context_processor
def frame() -> dict[str, object]:
    """What the account menu leads to."""
    links = [{"url": url_for("auth.account_page"), "label": _("My account")}]
    return {"account_links": links if g.get("live") else []}
