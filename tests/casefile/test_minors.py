"""Under 18, or perhaps: who stands by it with her."""

from __future__ import annotations

from sqlalchemy import func, select

from casework.cases.models import Case
from casework.core.db import db
from tests.casefile.first_talk import agree, tell_name
from tests.support.browser import Browser
from tests.support.people import World, client_as


def _decided_by_supervisor(browser: Browser) -> None:
    agree(browser)
    tell_name(browser, "Sita Tamang", under_18="Yes")
    browser.choose("Does she herself agree?", "Yes")
    browser.choose("Who stands by it with her?", "The supervisor decided, with a reason")


def _files(world: World) -> int:
    with world.app.app_context():
        return db.session.scalar(select(func.count()).select_from(Case)) or 0


def test_only_a_supervisor_decides_in_a_guardian_s_stead(world: World) -> None:
    asha = client_as(world.asha)
    _decided_by_supervisor(asha)
    asha.fill("The supervisor's reason", "The guardian is involved.")
    assert "This is for your supervisor to decide" in asha.press("Open her file", status=422)
    assert _files(world) == 0


def test_a_supervisor_gives_her_reason(world: World) -> None:
    sunita = client_as(world.sunita)
    _decided_by_supervisor(sunita)
    assert "Please write the supervisor's reason." in sunita.press("Open her file", status=422)
    sunita.fill("The supervisor's reason", "The guardian is involved.")
    sunita.press("Open her file")
    assert _files(world) == 1
