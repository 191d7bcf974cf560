"""Rooms above consent say here what goes when a consent ends, so that consent need not know them."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from sqlalchemy.orm import Session

Ended = Callable[[Session, UUID, UUID], None]

_ended: list[Ended] = []


def on_end(hook: Ended) -> Ended:
    """Call `hook(session, case_id, consent_id)` in the transaction in which a consent ends, before
    its shares are gone."""
    if hook not in _ended:
        _ended.append(hook)
    return hook


def ended(session: Session, case_id: UUID, consent_id: UUID) -> None:
    """Tell every room that a consent has ended."""
    for hook in _ended:
        hook(session, case_id, consent_id)
