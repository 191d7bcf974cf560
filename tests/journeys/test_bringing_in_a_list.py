"""A supervisor brings in a list of 500 women, in which 20 lines are broken."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from casework.core import clock
from tests.imports import lists
from tests.journeys.conftest import Arrive
from tests.journeys.walker import Walker

pytestmark = pytest.mark.journey


def test_a_supervisor_brings_in_500_lines_of_which_20_are_broken(arrive: Arrive, tmp_path: Path) -> None:
    sunita = arrive("sunita")
    sunita.open("Files")
    sunita.click("Lists brought in")
    sunita.click("Bring in a list")
    sunita.box("The file").set_input_files(_list(tmp_path))
    sunita.press("Look it through")
    _shows(sunita, "lines would open a file", 480)
    _shows(sunita, "lines have a problem and stay out", 20)
    sunita.choose(
        "On what does it rest that we keep this here?",
        "The women on this list were asked, and agreed that we keep it here.",
    )
    sunita.day("On which day were they asked?", clock.today())
    sunita.choose("How were they asked?", sunita.code("consent_method", "in_person"))
    sunita.press("Bring them in")
    # The parts are brought in one after the other by the page itself.
    title = sunita.page.get_by_role("heading", name=sunita.say("What became of the list"))
    expect(title).to_be_visible(timeout=120_000)
    _shows(sunita, "files were opened", 480)
    _shows(sunita, "lines were not brought in", 20)
    with sunita.page.expect_download() as fetched:
        sunita.main.get_by_role("link", name=sunita.say("Fetch these lines as CSV")).click()
    fetched_lines = fetched.value.path().read_text(encoding="utf-8-sig").splitlines()
    assert len(fetched_lines) == 1 + 20 - NOT_AGREED


NOT_AGREED = sum(lists.BROKEN[fault % len(lists.BROKEN)].get("con_Consent") == "false" for fault in range(20))
"""Of these nothing is kept."""


def _list(folder: Path) -> Path:
    path = folder / "list.csv"
    path.write_bytes(lists.as_csv(lists.lines(500, 20)))
    return path


def _shows(walker: Walker, words: str, number: int) -> None:
    stat = walker.main.locator(".card").filter(has_text=walker.say(words))
    expect(stat).to_contain_text(walker.digits(str(number)))
