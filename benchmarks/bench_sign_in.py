"""Signing in, a passphrase at its real price: the whole request against Argon2id alone."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import uuid4

from auth import keys
from benchmarks.ground import ground
from benchmarks.measure import Result, Work, against, alone
from crypto import password
from tests.support.browser import Browser
from tests.support.people import World, acting, sign_in

TURNS = 7


def results() -> Iterator[Result]:
    """Signing in, and the first page after it."""
    with ground(cheap=False) as world:
        _price(world)
        browser = Browser(world.app, "en")
        yield against("sign-in against its Argon2id alone", _sign_in(world), _argon(), turns=TURNS)
        sign_in(browser, world.asha)
        yield alone("  a page after it, with the ring opened from the session", _next(browser))


def _price(world: World) -> None:
    """The people of the tests have cheap locks: give one of them a lock at the real price."""
    asha = world.asha
    with acting(asha):
        asha.user.lock = keys.lock_seed(world.secrets, asha.id, asha.passphrase, asha.seed)


def _sign_in(world: World) -> Work:
    return lambda: sign_in(Browser(world.app, "en"), world.asha)


def _argon() -> Work:
    pepper, user = bytes(32), uuid4()
    locked = password.lock("a phrase", b"seed", user=user, form="f", pepper=pepper, pepper_version=1)
    return lambda: password.unlock("a phrase", locked, user=user, form="f", pepper=pepper, pepper_version=1)


def _next(browser: Browser) -> Work:
    def visit() -> None:
        assert browser.client.get("/files").status_code == 200

    return visit
