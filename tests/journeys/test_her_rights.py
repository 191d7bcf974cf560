"""She reads what is kept about her, has it put right, takes a copy; and whoever helps her ends a sign-in."""

from __future__ import annotations

import re
import zlib
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Arrive
from tests.journeys.walker import Walker
from tests.referrals.files import NAME, open_file
from tests.support.people import World, client_as

pytestmark = pytest.mark.journey

RIGHT_NAME = "मनमाया घले लामा"
SAYS = "थर छुटेको छ।"


def test_she_has_it_put_right_sees_who_looked_and_takes_a_copy(world: World, arrive: Arrive) -> None:
    case_id = open_file(world.asha)
    client_as(world.sunita).visit(f"/files/{case_id}")
    asha = arrive("asha")
    asha.open("Files")
    asha.click(NAME)
    _put_right(asha)
    asha.sees(RIGHT_NAME)
    asha.unfold("About her")
    asha.unfold("What stood there before")
    asha.sees(NAME, SAYS)
    looked = asha.card("Who has looked")
    expect(looked).to_contain_text("सुनिता" if asha.lang == "ne" else "Sunita")
    expect(looked).to_contain_text(asha.say("wrote in it"))
    _take_a_copy(asha)


def _put_right(asha: Walker) -> None:
    asha.click("She asks for a correction")
    asha.choose("What is it about?", "About her")
    asha.fill("What does she say?", SAYS)
    asha.choose("What comes of it?", "It is corrected now")
    asha.press("Save")
    asha.on("About her")
    asha.fill("The name she uses", RIGHT_NAME)
    asha.press("Save and back to the file")


def _take_a_copy(asha: Walker) -> None:
    asha.click("A copy for her")
    asha.sees("Paper can be found")
    asha.choose("To whom is it given?", "To her, to read it here; afterwards the paper is destroyed")
    asha.tick("I asked her where nobody else could hear, and she wants it on paper.")
    with asha.page.expect_download() as coming:
        asha.main.get_by_role("button", name=asha.say("Make the copy"), exact=True).click()
    assert coming.value.suggested_filename == "paper.pdf"
    paper = Path(coming.value.path()).read_bytes()
    assert paper.startswith(b"%PDF-") and paper.rstrip().endswith(b"%%EOF")
    assert set(RIGHT_NAME) <= _letters(paper), "each letter of her name has a shape"


def _letters(paper: bytes) -> set[str]:
    """What the shapes on the pages of a PDF mean, from the tables of letters in its unpacked streams."""
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", paper, re.DOTALL)
    tables = b"".join(one for one in map(_unpacked, streams) if b"beginbfchar" in one)
    meant = re.findall(rb"<[0-9A-Fa-f]+> <([0-9A-Fa-f]+)>", tables)
    return {letter for one in meant for letter in bytes.fromhex(one.decode()).decode("utf-16-be", "ignore")}


def _unpacked(stream: bytes) -> bytes:
    try:
        return zlib.decompress(stream)
    except zlib.error:
        return b""


def test_a_sign_in_left_open_elsewhere_is_ended_by_its_owner(world: World, arrive: Arrive) -> None:
    elsewhere, here = arrive("asha"), arrive("asha")
    elsewhere.on("My day")
    here.page.goto("/account")
    here.sees("Here")
    here.press("End this one")
    here.sees("Ended. Whoever works there signs in anew.")
    assert not here.reads(here.say("End this one"))
    elsewhere.reload()
    elsewhere.on("Sign in")
    here.open("My day")
