"""What other rooms do when a file is closed."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy.orm import Session

from auth.models import User
from casework.cases.models import Case

Closing = Callable[[Session, User, Case], None]

_closing: list[Closing] = []


def on_close(hook: Closing) -> Closing:
    """Call `hook(session, user, case)` in the transaction in which a file is closed, while it is still
    open and its sheets are loaded."""
    if hook not in _closing:
        _closing.append(hook)
    return hook


def closing(session: Session, user: User, case: Case) -> None:
    """Tell every room that a file is being closed."""
    for hook in _closing:
        hook(session, user, case)
