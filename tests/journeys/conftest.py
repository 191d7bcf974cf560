"""Everybody on a running server, each at her own device, in one language."""

from __future__ import annotations

import inspect
from collections.abc import Callable

import pytest
from flask import Flask

from tests.journeys.walker import Walker
from tests.support.chromium import Device
from tests.support.people import World, client_as, world
from tests.support.server import Server

__all__ = ["world"]

Arrive = Callable[[str], Walker]


@pytest.fixture
def app(app: Flask) -> Flask:
    """Without the teardown of asynchronous sessions, of which there are none: it cannot run in the thread
    in which Playwright has its loop."""
    functions = app.teardown_appcontext_funcs
    app.teardown_appcontext_funcs = [one for one in functions if not inspect.iscoroutinefunction(one)]
    return app


@pytest.fixture(params=["ne", "en"])
def lang(request: pytest.FixtureRequest) -> str:
    """Each journey is made by somebody who reads one language alone."""
    return str(request.param)


@pytest.fixture
def engine_name() -> str:
    """One journey goes over PostgreSQL, and says so itself."""
    return "sqlite"


@pytest.fixture
def arrive(world: World, live_server: Server, device: Callable[..., Device], lang: str) -> Arrive:
    """Gives somebody of the world a device of her own, signed in: signing in has journeys of its own."""

    def arrives(login: str) -> Walker:
        browser, held = client_as(world.people[login]), device(live_server)
        browser.speak(lang)
        held.carry_on(browser.client)
        walker = Walker(held, lang)
        walker.page.goto("/")
        return walker

    return arrives
