"""Every page of a file says whose it is: nobody writes into the wrong one."""

from __future__ import annotations

import pytest

from tests.casefile.first_talk import open_file
from tests.cases.files import open_file as open_file_of
from tests.support.page import Page
from tests.support.people import World, client_as

PAGES = (
    "notes/new",
    "goals/new",
    "steps/new",
    "contact",
    "livelihood",
    "close",
    "consent",
    "consent/talk",
    "consent/stop",
    "refer",
    "elsewhere",
)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_of_a_file_names_her_and_leads_back(world: World, page: str) -> None:
    asha = client_as(world.asha)
    case_id = open_file(asha, "Sita Tamang")
    code = next(line.text for line in asha.page.root.all("p") if line.text.startswith("Code "))[:12]
    found = asha.visit(f"/files/{case_id}/{page}")
    whose = next(one for one in found.root.all("p") if one["class"] == "whose")
    assert "Sita Tamang" in whose.text
    assert code in whose.text
    assert any("data-name" in one for one in whose.all("strong"))
    assert any(
        link["href"].startswith(f"/files/{case_id}") for link in found.links if link["class"] == "back"
    )


def reach_bar(page: Page) -> str:
    """The one line about how she is reached, "" where there is none."""
    return "".join(one.text for one in page.root.all("details") if one["class"] == "reach-bar no-print")


@pytest.mark.parametrize("page", ["", *("/" + one for one in PAGES), "/business", "/now/new"])
def test_how_she_is_reached_stands_on_every_page_of_her_file(world: World, page: str) -> None:
    case_id = open_file_of(world.asha, "Sita", contact__reachable="phone", contact__phone="9800000001")
    found = client_as(world.asha).visit(f"/files/{case_id}{page}")
    assert "No calls and no messages" in reach_bar(found)
    assert "9800000001" not in reach_bar(found)
