"""The people who send and the office that counts."""

from __future__ import annotations

from tests.support.people import world

__all__ = ["world"]
