"""Signing in with more than a passphrase, in a browser: a phone, a key, a printed page; what is lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

import pyotp
import pytest

from tests.journeys.founding import numbers
from tests.journeys.walker import Walker
from tests.support.chromium import Device
from tests.support.people import PASSPHRASE, World
from tests.support.server import Server

pytestmark = pytest.mark.journey

NEW = "eleven slow clouds over the pass"


@dataclass
class Names:
    """Devices that know the server by a name: security keys fit no bare address."""

    server: Server
    device: Callable[..., Device]
    lang: str

    def arrive(self, login: str, passphrase: str = PASSPHRASE) -> Walker:
        """Somebody at a device of her own, after her passphrase."""
        port = self.server.url.rsplit(":", 1)[1]
        walker = Walker(self.device(self.server), self.lang)
        walker.page.goto(f"http://localhost:{port}/sign-in")
        walker.read_in_her_language()
        walker.fill("Sign-in name", login)
        walker.fill("Passphrase", passphrase)
        walker.press("Sign in")
        return walker


@pytest.fixture
def names(world: World, live_server: Server, device: Callable[..., Device], lang: str) -> Names:
    """Everybody, under a name."""
    return Names(live_server, device, lang)


def plug_in(walker: Walker) -> Any:
    """A security key at this device."""
    plug = walker.device.context.new_cdp_session(walker.page)
    plug.send("WebAuthn.enable")
    settings = {
        "protocol": "ctap2",
        "transport": "usb",
        "hasResidentKey": False,
        "hasUserVerification": False,
    }
    made = plug.send(
        "WebAuthn.addVirtualAuthenticator",
        {"options": {**settings, "hasUserVerification": False, "automaticPresenceSimulation": True}},
    )
    return plug, made["authenticatorId"]


def move(one: Any, other: Any) -> None:
    """Carry the key from one device to another."""
    (plug, here), (socket, there) = one, other
    for held in plug.send("WebAuthn.getCredentials", {"authenticatorId": here})["credentials"]:
        socket.send("WebAuthn.addCredential", {"authenticatorId": there, "credential": held})


def to_account(walker: Walker) -> None:
    """Her account, by its address."""
    walker.page.goto(urljoin(walker.page.url, "/account"))


def to_second_step(walker: Walker) -> None:
    """Her account, and what it says of the second step."""
    to_account(walker)
    walker.click("Second step")


def test_a_key_opens_what_a_passphrase_alone_does_not(names: Names) -> None:
    asha = names.arrive("asha")
    key = plug_in(asha)
    to_second_step(asha)
    asha.click("Set up a key")
    asha.fill("A name for it", "निलो")
    asha.fill("Your passphrase", PASSPHRASE)
    asha.press("Ask for the key")
    asha.on("Second step")
    again = names.arrive("asha")
    move(key, plug_in(again))
    again.on("Second step")
    again.press("Use my security key")
    assert "/sign-in" not in again.page.url
    stranger = names.arrive("asha")
    plug_in(stranger)
    stranger.main.get_by_role("button", name=stranger.say("Use my security key"), exact=True).click()
    stranger.sees("The key did not answer. Please try once more, or take another way.")


def test_a_phone_and_a_page_open_it_and_a_lost_one_is_taken_away(names: Names) -> None:
    asha = names.arrive("asha")
    to_second_step(asha)
    asha.click("Set up a phone")
    secret = "".join(numbers(asha, "The same in letters").inner_text().split())
    asha.fill("The six digits on your phone", asha.digits(pyotp.TOTP(secret).now()))
    asha.fill("Your passphrase", PASSPHRASE)
    asha.press("Take this phone")
    asha.click("Make a page of codes")
    asha.fill("Your passphrase", PASSPHRASE)
    asha.press("Make ten codes")
    code = asha.main.locator("code").first.inner_text()
    again = names.arrive("asha")
    again.fill("Digits", code)
    again.press("Sign in")
    assert "/sign-in" not in again.page.url
    sunita = names.arrive("sunita")
    sunita.open("Keys")
    sunita.unfold("Somebody has forgotten her passphrase, or lost her link?")
    sunita.click("She has lost her second step")
    sunita.choose("Why?", "The phone or key is lost or stolen")
    sunita.press("Take it away")
    names.arrive("asha").on("Second step")


def test_a_code_on_paper_and_a_passphrase_that_is_known(names: Names) -> None:
    asha = names.arrive("asha")
    to_account(asha)
    asha.click("Recovery code")
    asha.fill("Your passphrase", PASSPHRASE)
    asha.press("Make a code")
    code = numbers(asha, "Recovery code").inner_text()
    forgetful = names.arrive("asha", "not her words at all")
    forgetful.unfold("Forgotten your passphrase?")
    forgetful.click("I have a recovery code on paper")
    forgetful.fill("Sign-in name", "asha")
    forgetful.fill("Recovery code", code)
    forgetful.fill("Passphrase", NEW)
    forgetful.fill("The same passphrase again", NEW)
    forgetful.press("Take this passphrase")
    asha = names.arrive("asha", NEW)
    to_account(asha)
    asha.sees("Where you are signed in")
    asha.click("Somebody may know my passphrase")
    asha.fill("Your passphrase until now", NEW)
    asha.fill("Passphrase", PASSPHRASE)
    asha.fill("The same passphrase again", PASSPHRASE)
    asha.press("End my old passphrase and keys")
    names.arrive("asha").on("Waiting for keys")
