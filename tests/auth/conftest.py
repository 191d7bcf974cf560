"""The people of these tests, and an app that gets on with a browser in the same process."""

from __future__ import annotations

import inspect

import pytest
from flask import Flask

from tests.auth.second import by_role
from tests.support.people import world

__all__ = ["by_role", "world"]


@pytest.fixture
def app(app: Flask) -> Flask:
    """Without the teardown for asynchronous sessions, of which there are none: it cannot run in a thread
    in which Playwright runs its own loop."""
    functions = app.teardown_appcontext_funcs
    app.teardown_appcontext_funcs = [one for one in functions if not inspect.iscoroutinefunction(one)]
    return app
