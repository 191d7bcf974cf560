"""A file that one or two people read: for everybody else here it is not there."""

from __future__ import annotations

from uuid import UUID, uuid4

from tests.cases.few import colleague
from tests.cases.files import open_file
from tests.support.browser import Browser
from tests.support.people import PASSPHRASE, Someone, World, client_as

NAME = "लक्ष्मी तामाङ"
PHONE = "9841000111"


def _opened(world: World) -> UUID:
    return open_file(world.asha, NAME, contact__phone=PHONE)


def test_she_leaves_a_file_to_two_and_everybody_else_finds_nothing(world: World) -> None:
    case_id, rita = _opened(world), colleague(world)
    asha = client_as(world.asha)
    asha.visit(f"/files/{case_id}")
    asha.click("Leave it to one or two people")
    asha.choose("Who shall read this file besides you?", "Rita")
    asha.fill("Your own passphrase", PASSPHRASE)
    page = asha.press("Leave it to us alone")
    assert page.path == f"/files/{case_id}"
    assert "Only you and Rita" in page
    assert NAME in page
    sunita = client_as(world.sunita)
    for path in ("", "/reason", "/readers", "/erase", "/keep", "/consent", "/about", "/copy"):
        sunita.visit(f"/files/{case_id}{path}", status=404)
    assert (
        sunita.visit(f"/files/{case_id}", status=404).text
        == sunita.visit(f"/files/{uuid4()}", status=404).text
    )
    for where in ("/files", "/today", "/files/workers", "/log", "/review"):
        assert NAME not in sunita.visit(where), where
    _reads_it_after_comparing(rita, case_id)


def _reads_it_after_comparing(rita: Someone, case_id: UUID) -> None:
    browser = Browser(rita.world.app, "en")
    browser.visit("/sign-in")
    browser.post("/sign-in", {"login": rita.login, "passphrase": PASSPHRASE})
    assert "keys that only the two of you have" in browser.page
    browser.fill("Sign-in name", rita.login)
    browser.fill("Passphrase", PASSPHRASE)
    browser.press("The numbers are the same: sign in")
    assert NAME in browser.visit(f"/files/{case_id}")
    assert "Only you and Asha" in browser.visit("/files")
