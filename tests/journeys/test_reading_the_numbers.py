"""The statistics officer publishes, and a manager reads what was published."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import update

from auth.models import Organisation
from casework.core.db import db
from casework.core.digits import parse_int
from casework.core.places import district
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
    place = district(int(DHADING))
    assert place
    maya.sees(maya.say("women reached"), place.label(maya.lang), "From the first conversation to an income")
    stat = maya.main.locator(".card").filter(has_text=maya.say("women reached")).locator(".stat").first
    assert abs(parse_int(stat.inner_text()) - WOMEN) <= 10
    name = maya.say("CSV: %(table)s", table=maya.say("Women reached, by district"))
    with maya.page.expect_download() as fetched:
        maya.main.get_by_role("link", name=name, exact=True).click()
    assert place.label(maya.lang) in fetched.value.path().read_text(encoding="utf-8-sig")
