"""A caseworker opens a file with a woman who sits before her."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Arrive
from tests.journeys.steps import NAME, PHONE, find, open_file

pytestmark = pytest.mark.journey


def test_a_caseworker_opens_a_file_with_consent(arrive: Arrive) -> None:
    asha = arrive("asha")
    open_file(asha)
    asha.on(NAME)
    assert not asha.reads(PHONE)
    asha.press("Show number")
    assert asha.reads(PHONE)
    asha.click("Back to the file")
    asha.click("What she agreed to")
    given = asha.code("consent_status_dpv", "ConsentGiven")
    expect(asha.card("Today").get_by_text(given, exact=True)).to_have_count(5)
    find(asha, PHONE)
    asha.click(NAME)
    asha.on(NAME)
