"""A woman who wants to think about it: her name, a safe way, and what she needs most."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import func, select

from casework.cases.notes import Note
from casework.cases.queries import of_organisation
from casework.core import clock
from casework.core.db import db
from casework.people.models import Contact
from casework.vault.heads import the_head
from casework.vault.keyring import keyring
from tests.casefile.first_talk import agree, tell_name
from tests.support.browser import Browser
from tests.support.people import World, acting, client_as


def _waiting(browser: Browser) -> str:
    agree(browser, keep="Not now")
    tell_name(browser, "Sita Tamang")
    browser.press("Open her file")
    return browser.page.path


def test_no_note_is_kept_before_she_says_yes(world: World) -> None:
    asha = client_as(world.asha)
    asha.visit(f"{_waiting(asha)}/notes/new")
    asha.fill("What should be remembered?", "Rope")
    assert "She still thinks about it" in asha.press("Save", status=409)
    with world.app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Note)) == 0


def test_what_was_refused_goes_back_into_its_form(world: World) -> None:
    asha = client_as(world.asha)
    asha.visit(f"{_waiting(asha)}/notes/new")
    asha.fill("What should be remembered?", "Rope")
    asha.press("Save", status=409)
    asha.press("Back to what you wrote")
    assert asha.field("What should be remembered?").text == "Rope"
    assert not [one for one in asha.page.root.all("div") if one["class"] == "summary"]
    with world.app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Note)) == 0


@pytest.mark.parametrize(("part", "status"), [("contact", 200), ("wellbeing", 200), ("livelihood", 409)])
def test_only_what_is_urgent_is_written_before_she_says_yes(world: World, part: str, status: int) -> None:
    asha = client_as(world.asha)
    asha.visit(f"{_waiting(asha)}/{part}")
    asha.press("Save and back to the file", status=status)


def test_a_file_whose_time_to_think_is_over_is_nobody_s_before_it_is_deleted(world: World) -> None:
    asha = client_as(world.asha)
    path = _waiting(asha)
    for days, left, status in ((7, 1, 200), (8, 0, 404)):
        with clock.at(clock.now() + timedelta(days=days)):
            with acting(world.asha) as session:
                assert len(list(session.scalars(of_organisation(world.asha.user)))) == left
            client_as(world.asha).visit(path, status=status)


def test_whoever_wants_to_think_about_it_is_asked_of_no_consent(world: World) -> None:
    asha = client_as(world.asha)
    agree(asha, keep="Not now")
    for question in ("How did she say it?", "Who was there", "In which language", "Number of the paper form"):
        assert question not in asha.page
    tell_name(asha, "Sita Tamang")
    asha.press("Open her file")
    assert asha.page.path.startswith("/files/")


def test_her_page_says_until_when_and_offers_only_what_may_be_written(world: World) -> None:
    asha = client_as(world.asha)
    path = _waiting(asha)
    page = asha.visit(path)
    assert "She wants to think about it" in page
    assert "What is here is deleted on" in page
    written = {link["href"] for link in page.links}
    assert {f"{path}/{part}" for part in ("about", "contact", "wellbeing")} <= written
    for part in ("livelihood", "journey", "more", "notes/new", "goals/new", "close"):
        assert f"{path}/{part}" not in written


def test_where_she_lives_is_not_kept_before_she_says_yes(world: World) -> None:
    asha = client_as(world.asha)
    case_id = UUID(_waiting(asha).rpartition("/")[2])
    with acting(world.asha) as session:
        keyring(session).open_folders(session, [case_id])
        assert the_head(session, Contact, case_id).palika is None
