"""Rooms above consent say here what goes when a consent ends, so that consent need not know them."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from sqlalchemy.orm import Session

Ended = Callable[[Session, UUID, UUID], None]

Rested = Callable[[Session, UUID], None]

_ended: list[Ended] = []
_rested: list[Rested] = []


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


def on_rest(hook: Rested) -> Rested:
    """Call `hook(session, case_id)` in the transaction in which she says that she is no longer, or
    not, to be helped here."""
    if hook not in _rested:
        _rested.append(hook)
    return hook


def rested(session: Session, case_id: UUID) -> None:
    """Tell every room that a file goes to rest."""
    for hook in _rested:
        hook(session, case_id)
