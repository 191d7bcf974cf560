"""The statistics officer publishes, and a manager reads what was published."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask
from playwright.sync_api import expect
from sqlalchemy import update

from auth.models import Organisation
from casework.core.db import db
from casework.core.digits import parse_int
from casework.core.places import district, province
from tests.journeys.conftest import Arrive
from tests.reporting.population import DHADING, send, women
from tests.support.people import World, acting, build

pytestmark = pytest.mark.journey

WOMEN = 150
FOUNDED = date(2023, 8, 1)


@pytest.fixture
def world(app: Flask) -> World:
    """Everybody, since Shrawan 2080, and the facts of some women in the office's inbox."""
    with app.app_context():
        made = build(app)
        db.session.execute(update(Organisation).values(founded_on=FOUNDED))
        db.session.commit()
        with acting(made.asha) as session:
            send(session, made.asha.ring, women(WOMEN))
    return made


def test_a_manager_reads_the_numbers_once_the_officer_has_published_them(arrive: Arrive) -> None:
    maya, ojaswi = arrive("maya"), arrive("ojaswi")
    maya.sees(
        "There is no release yet. "
        "The numbers appear here when the statistics officer has published the first one."
    )
    ojaswi.open("Releases")
    ojaswi.press("Publish this release")
    ojaswi.sees("The release is published.")
    maya.open("Numbers")
    maya.sees("How many are there?", "How does it compare with the period before?")
    stat = maya.main.locator(".card").filter(has_text=maya.say("women reached")).locator(".stat").first
    assert abs(parse_int(stat.inner_text()) - WOMEN) <= 10
    maya.click("By place")
    place = district(int(DHADING))
    assert place
    maya.main.locator(f".map a[href='#d{DHADING}']").click()
    row = maya.main.locator("tr:target")
    expect(row).to_contain_text(place.label(maya.lang))
    maya.click("Take it along as a file", within=maya.main.locator("#districts"))
    maya.on("A table of your own")
    with maya.page.expect_download() as fetched:
        maya.main.get_by_role("link", name="CSV", exact=True).click()
    assert place.label(maya.lang) in fetched.value.path().read_text(encoding="utf-8-sig")
    for step, choice in (("measure", "way"), ("columns", "province"), ("more", "province")):
        form = maya.main.locator("form").filter(has=maya.page.locator(f"#{step}"))
        form.locator("select").select_option(choice)
        maya.press("Choose" if step == "more" else "Show", within=form)
    maya.main.locator(f"#province-{place.province}").check()
    maya.press("Show only these")
    found = province(place.province)
    assert found
    expect(maya.main.locator("#table thead").first).to_contain_text(found.label(maya.lang))
