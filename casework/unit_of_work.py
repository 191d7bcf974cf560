"""A request as one unit: sign-in, keys, permission, act, one commit with the audit last."""

from __future__ import annotations

from typing import Any

from flask import Flask, Response, abort, current_app, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import LoginManager

from auth import session as sessions
from auth.models import User
from auth.policy import Permission
from auth.rings import move_beside
from auth.typing_kept import drop_typing, keep_after_sign_out, key_of, told_in
from auth.typing_words import issued_to, word
from auth.unlocked import cookie_name, secrets
from auth.views.room import is_own_page
from auth.views.way import forget_way, remember_way
from casework.audit.chain import KEY, Actor, Noted, forget, note, noted, return_to
from casework.audit.models import Act
from casework.audit.readings import nothing_shown, readings
from casework.core import clock
from casework.core.csrf import FIELD_NAME, csrf_valid, set_csrf_binding, set_secret
from casework.core.db import begin_write, commit, db
from casework.core.errors import NotAllowed
from casework.core.forms import FORM_NAME
from casework.core.reading_choice import chosen, take_choice
from casework.core.typing_token import TYPING_TOKEN, set_typing_token
from casework.reporting.interface.coming_in import admit
from casework.reporting.noting import Door, note_refused
from casework.vault import acting, epochs
from casework.vault.locks import change_some_due

assert epochs  # noqa: S101  (a ring's next epoch sweeps the vault, which this import puts in place)

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
SIGNED_OUT = b"signed out"
MOVED_BESIDE = 10
"""So many files move to new keys with each request that saves something: some milliseconds."""
LOCKS_BESIDE = 2
"""So many locks that are due change with it."""


class Sahayatri(Flask):
    """Flask, with the commit inside the dispatch, so that a failing commit is an answered error."""

    def dispatch_request(self) -> ResponseReturnValue:
        take_choice()
        response = self.make_response(super().dispatch_request())
        finish(response)
        return response


def init_requests(app: Flask) -> None:
    """Hang the unit of work into the app."""
    login = LoginManager(app)
    login.request_loader(_load_user)
    login.session_protection = None
    set_secret(lambda: secrets().form_key)
    set_csrf_binding(_binding)
    set_typing_token(_typing_token)
    app.before_request(_begin)
    app.before_request(_guard)


def _binding() -> bytes:
    if "token_binding" in g:
        return bytes(g.token_binding)
    return bytes(g.live.binding) if g.get("live") else SIGNED_OUT


def _typing_token(path: str, form_name: str) -> str:
    return word(secrets(), g.live.row, path, form_name) if g.get("live") else ""


def _begin() -> None:
    if request.endpoint == "static":
        return
    if request.method not in SAFE:
        # The whole body first: a slow line must not hold the lock on which every writer waits.
        request.form  # noqa: B018
    if request.method not in SAFE and not getattr(_view(), "writes_late", False):
        begin_write(db.session)
    db.session.info[KEY] = secrets().audit_key
    if getattr(_view(), "by_token", False):
        g.live = None  # whoever is signed in here: a program asks in its own name
        return
    g.live = sessions.resume(db.session, secrets(), request.cookies.get(cookie_name(), ""))
    if g.live:
        acting.lend(db.session, secrets(), g.live.user, g.live.rings)


def _load_user(_request: Any) -> User | None:
    return g.live.user if g.get("live") else None


def _guard() -> ResponseReturnValue | None:
    if request.endpoint is None or request.endpoint == "static":
        return None
    if request.method not in SAFE and not _same_origin():
        abort(400)
    view = _view()
    if getattr(view, "by_token", False) or getattr(view, "public", False):
        _without_sign_in(view)
        return None
    if g.live is None:
        return _ask_to_sign_in()
    if g.live.step is sessions.Step.REQUIRED and not getattr(view, "opens_first", False):
        return redirect(url_for("auth.second_step"), 303)
    needed: frozenset[Permission] = getattr(view, "permission", frozenset())
    if not any(g.live.user.may(p) for p in needed):
        raise NotAllowed
    if request.method in SAFE or csrf_valid(request.form.get(FIELD_NAME)):
        return None
    return _of_an_earlier_sign_in()


def _without_sign_in(view: Any) -> None:
    if getattr(view, "by_token", False):
        admit(view.permission)
    else:
        _check_token_of_anyone()


def _view() -> Any:
    return current_app.view_functions.get(request.endpoint or "")


def _same_origin() -> bool:
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = request.headers.get("Origin")
    return origin is None or origin == request.host_url.rstrip("/")


def _of_an_earlier_sign_in() -> ResponseReturnValue:
    """A form from before she signed in anew, perhaps in another tab: she sees it again, filled in, and
    nothing is done yet. Anything else without this session's token is refused."""
    given, form_name = request.form.get(TYPING_TOKEN, ""), request.form.get(FORM_NAME, "")
    row = issued_to(db.session, secrets(), given, request.path, form_name)
    pairs = told_in(request.form)
    if row is None or row.user_id != g.live.user.id or not pairs or not is_own_page(request.path):
        abort(400)
    begin_write(db.session)
    g.live.drafts[key_of(request.path, form_name)] = pairs
    sessions.seal_live(secrets(), bytes.fromhex(request.cookies[cookie_name()]), g.live)
    commit(db.session)
    return redirect(request.path, 303)


def _check_token_of_anyone() -> None:
    """A public page may have stood open while the sign-in that it was made in ended (quick exit has to
    work all the same), or since before there was one."""
    if request.method in SAFE:
        return
    ended = sessions.find(db.session, request.cookies.get(cookie_name()))
    for binding in (_binding(), SIGNED_OUT, ended.id if ended else SIGNED_OUT):
        g.token_binding = binding
        fits = csrf_valid(request.form.get(FIELD_NAME))
        del g.token_binding
        if fits:
            return
    abort(400)


def _ask_to_sign_in() -> ResponseReturnValue:
    # What a script asks in the background is no page or form that she would look for again.
    asked_by_script = request.headers.get("Sec-Fetch-Mode") in ("cors", "same-origin", "no-cors")
    if request.method in SAFE:
        door = redirect(url_for("auth.sign_in_page"), 303)
        asked_for = request.path != "/" and not asked_by_script
        return remember_way(door, request.full_path.rstrip("?")) if asked_for else door
    cookie = request.cookies.get(cookie_name(), "")
    kept = not asked_by_script and keep_after_sign_out(
        db.session, secrets(), request.path, request.form, cookie
    )
    commit(db.session)
    # No way on: whoever signs in here now may be somebody else. Her own draft says where it belongs.
    return forget_way(redirect(url_for("auth.sign_in_page", kept="yes" if kept else "no"), 303))


def finish(response: Response) -> None:
    """The end of the unit: an unsafe request that went well is committed, audit last; a GET
    writes its audit rows and when she was last seen, in a transaction of their own. So does a form
    that comes back unsaved, for its page may show what is saved already."""
    if request.endpoint == "static":
        return
    session = db.session
    if request.method not in SAFE:
        if choice := chosen():
            _keep_choice(response, choice)
        elif response.status_code < 400:
            if response.status_code >= 300:
                nothing_shown(session)
            _seen()
            _drop_draft()
            _move_keys()
            commit(session)
        else:
            undo()
        return
    _finish_reading()


def _move_keys() -> None:
    """While her ring moves to new keys, each member's request takes a little along."""
    live = g.get("live")
    if live is None or live.row.ended_at is not None:
        return
    acting.renew(db.session, live.rings)
    for ring in live.rings:
        move_beside(db.session, ring, MOVED_BESIDE)
    change_some_due(db.session, LOCKS_BESIDE)


def undo() -> None:
    """Undo what the request did. What it read was read all the same: that stays in the audit."""
    kept = readings(db.session)
    db.session.rollback()
    forget(db.session)
    if kept:
        _write_down(kept)


def _write_down(kept: Noted) -> None:
    begin_write(db.session)
    return_to(db.session, kept)
    commit(db.session)


def _keep_choice(response: Response, choice: dict[str, str]) -> None:
    """Nothing of the form is saved, whatever its view did: only in what its reader reads from now on,
    and that she has read."""
    undo()
    if response.status_code == 422:
        response.status_code = 200
    if g.get("live") is not None:
        begin_write(db.session)
        for name, value in choice.items():
            setattr(g.live.user, "language" if name == "lang" else name, value)
        commit(db.session)


def _finish_reading() -> None:
    session = db.session
    kept = noted(session)
    seen = g.get("live") is not None and _seen_long_ago()
    if not kept and not seen:
        return
    session.rollback()
    begin_write(session)
    return_to(session, kept)
    if seen:
        _seen()
    commit(session)


def _drop_draft() -> None:
    """The form that a draft belongs to was saved: the draft goes, here and in the session."""
    live = g.get("live")
    form = request.form.get(FORM_NAME, "")
    key = key_of(request.path, form)
    if live is None or live.row.ended_at is not None or key not in live.drafts:
        return
    del live.drafts[key]
    drop_typing(db.session, secrets(), live.user.id, request.path, form)
    sessions.seal_live(secrets(), bytes.fromhex(request.cookies[cookie_name()]), live)


def _seen_long_ago() -> bool:
    return bool(clock.now() - g.live.row.last_seen > sessions.NOTICED_AFTER)


def _seen() -> None:
    if g.get("live") is not None and g.live.row.ended_at is None and _seen_long_ago():
        g.live.row.last_seen = clock.now()


def note_refusal() -> None:
    """Write in a fresh transaction that something was refused; of a table, which."""
    if g.get("live") is None and not getattr(_view(), "by_token", False):
        return
    actor = acting.actor(db.session) if "actor" in db.session.info else None
    if isinstance(actor, Actor):
        begin_write(db.session)
        if Permission.TABLES in getattr(_view(), "permission", ()):
            note_refused(db.session, actor, request.args, getattr(_view(), "door", Door.PAGE))
        else:
            note(db.session, actor, Act.REFUSED)
        commit(db.session)
