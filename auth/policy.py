"""What can be permitted, and how a route says which permission it needs. Deny by default."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Any, TypeVar

View = TypeVar("View", bound=Callable[..., Any])


class Permission(StrEnum):
    """A door. `auth.roles` says who has its key; `visible_to` says what lies behind it."""

    OWN_ACCOUNT = "own_account"
    DAY = "day"
    FILES_READ = "files_read"
    FILES_WRITE = "files_write"
    FILES_OPEN = "files_open"
    CONSENT = "consent"
    PLAN = "plan"
    REFER = "refer"
    REFERRALS_RECEIVE = "referrals_receive"
    TALKS_ASK = "talks_ask"
    TALKS_RECEIVE = "talks_receive"
    TRAINING = "training"
    OUTCOMES = "outcomes"
    ASSIGN = "assign"
    IMPORT = "import"
    AUDIT_READ = "audit_read"
    STEWARD = "steward"
    KEYS_WAITING = "keys_waiting"
    ACCOUNTS = "accounts"
    DIRECTORY = "directory"
    RELEASE = "release"
    TABLES = "tables"
    TARGETS = "targets"
    TOKENS = "tokens"
    PROGRAMME_AUDIT = "programme_audit"


def requires(*permissions: Permission) -> Callable[[View], View]:
    """Open a route to people who have at least one of the permissions."""

    def mark(view: View) -> View:
        view.permission = frozenset(permissions)  # type: ignore[attr-defined]
        return view

    return mark


def public(view: View) -> View:
    """Open a route to everybody, signed out included."""
    view.public = True  # type: ignore[attr-defined]
    return view


def by_token(view: View) -> View:
    """Open a route to programs alone: a token is asked for, and no sign-in counts."""
    view.by_token = True  # type: ignore[attr-defined]
    return view


def writes_late(view: View) -> View:
    """Let a view's slow work come before its transaction begins to write; it begins it itself."""
    view.writes_late = True  # type: ignore[attr-defined]
    return view


def opens_first(view: View) -> View:
    """Open a page also to somebody who has to set up a second step before anything else."""
    view.opens_first = True  # type: ignore[attr-defined]
    return view
