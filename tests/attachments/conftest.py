"""The people of the tests."""

from tests.support.people import world

__all__ = ["world"]
