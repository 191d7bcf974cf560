"""What the tests of the second step do again and again."""

from __future__ import annotations

from dataclasses import replace

import pyotp
import pytest

from auth import second_step
from auth.second_step import Factors
from casework.audit.models import Act
from casework.core import clock
from casework.core.db import db
from tests.auth.ways import type_in
from tests.support.browser import Browser
from tests.support.people import PASSPHRASE, Someone, World, acting

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # a phone of the tests


def give_phone(someone: Someone, *codes: str) -> None:
    """Set up a phone for somebody, and perhaps a printed page."""
    hashes = tuple(second_step.code_hash(someone.id, code) for code in codes)
    with acting(someone) as session:
        factors = Factors(phone=SECRET, codes=hashes)
        second_step.write(
            session, someone.world.secrets, someone.user, factors, Act.FACTOR_SET, by=someone.id
        )


def digits(secret: str = SECRET) -> str:
    """What the phone shows now."""
    return pyotp.TOTP(secret).at(int(clock.now().timestamp()))


def wrong_digits(secret: str = SECRET) -> str:
    """What it does not show."""
    return f"{(int(digits(secret)) + 1) % 10**6:06d}"


def half_way(someone: Someone, passphrase: str = PASSPHRASE) -> Browser:
    """Her browser after the passphrase, at the second step."""
    browser = Browser(someone.world.app, "en")
    type_in(browser, someone.login, passphrase)
    browser.visit("auth.second_page")
    return browser


@pytest.fixture
def by_role(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """As a real instance has it: some roles need a second step."""
    config = world.app.extensions["sahayatri_config"]
    monkeypatch.setitem(world.app.extensions, "sahayatri_config", replace(config, second_step=True))


def factors_of(someone: Someone) -> Factors:
    """What she has."""
    return second_step.read(db.session, someone.world.secrets, someone.user)
