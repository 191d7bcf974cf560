"""Trying one line, so that a line that cannot be saved undoes itself and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from sqlalchemy.orm import Session

from casework.audit.chain import noted, return_to
from casework.core.errors import Refused

T = TypeVar("T")


def attempt(session: Session, act: Callable[[], T]) -> T | None:
    """Do something inside a savepoint. None if it failed: its rows are gone, and so is what the audit
    would have written of them. A Refused goes through: it concerns the import as a whole."""
    before = noted(session)
    try:
        with session.begin_nested():
            return act()
    except Refused:
        raise
    except Exception:  # noqa: BLE001  whatever it is, the other lines must not stay behind
        return_to(session, before)
        return None
