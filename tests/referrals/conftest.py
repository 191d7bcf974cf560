"""The people of these tests."""

from tests.support.people import world

__all__ = ["world"]
