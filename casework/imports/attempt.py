"""Trying one line, so that a line that cannot be saved undoes itself and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from casework.core.errors import Refused

T = TypeVar("T")
_NOTED = ("audit_pending", "audit_seals")


def attempt(session: Session, act: Callable[[], T]) -> T | None:
    """Do something inside a savepoint. None if it failed: its rows are gone, and so is what the audit
    would have written of them. A Refused goes through: it concerns the import as a whole."""
    before = {name: _copy(session.info.get(name)) for name in _NOTED}
    try:
        with session.begin_nested():
            return act()
    except Refused:
        raise
    except Exception:  # noqa: BLE001  whatever it is, the other lines must not stay behind
        for name, noted in before.items():
            if noted is None:
                session.info.pop(name, None)
            else:
                session.info[name] = noted
        return None


def _copy(noted: Any) -> Any:
    return noted.copy() if noted is not None else None
