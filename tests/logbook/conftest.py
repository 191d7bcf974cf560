"""The people of the tests, in an instance of each test's own."""

from __future__ import annotations

from tests.support.people import world

__all__ = ["world"]
