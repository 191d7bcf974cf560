"""The people of these tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.support.people import World, build


@pytest.fixture
def world(app: Flask) -> Iterator[World]:
    """Everybody, in an instance of this test's own, within the app's context."""
    with app.app_context():
        yield build(app)
