"""A photo goes up from a phone and comes down again; a line that breaks loses nothing of the form."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, expect

from tests.cases.files import open_file
from tests.support.chromium import Device
from tests.support.contents import picture
from tests.support.people import PASSPHRASE, World
from tests.support.server import Server

pytestmark = pytest.mark.journey

NAME = "नमुना कागज"


@pytest.fixture
def engine_name() -> str:
    """A browser behaves the same on each engine."""
    return "sqlite"


def test_a_photo_goes_up_and_comes_down_on_a_phone(
    world: World, live_server: Server, device: Callable[..., Device]
) -> None:
    case_id = open_file(world.asha, "Sita")
    page = device(live_server, width=360).page
    page.goto("/sign-in")
    page.fill("[name=login]", "asha")
    page.fill("[name=passphrase]", PASSPHRASE)
    page.locator("main button.button").click()
    page.wait_for_url(lambda url: "/sign-in" not in url)
    page.goto(f"/files/{case_id}/papers/new")
    page.locator("[name=what][value=certificate]").check(force=True)
    page.fill("[name=name]", NAME)
    photo = FilePayload(name="a.jpg", mimeType="image/jpeg", buffer=picture(1200, 900))
    page.set_input_files("[name=file]", photo)
    page.route("**/papers/new", lambda route: route.abort())
    page.locator("main form[data-draft] .buttons button").click()
    expect(page.locator("[data-said]")).to_be_visible()
    expect(page.locator("[name=name]")).to_have_value(NAME)
    page.unroute("**/papers/new")
    page.locator("main form[data-draft] .buttons button").click()
    shown = page.locator("img.paper")
    expect(shown).to_be_visible()
    assert shown.evaluate("image => image.complete && image.naturalHeight > image.naturalWidth")
    with page.expect_download() as coming:
        page.locator("a[download]").click()
    assert coming.value.suggested_filename == "paper.jpg"
    assert Path(coming.value.path()).read_bytes()[:3] == b"\xff\xd8\xff"
