"""The people and the file of these tests."""

from tests.vault.conftest import woman, world

__all__ = ["woman", "world"]
