"""A file passes to another organisation by the words on the pages."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from casework.cases.planning import add_note
from casework.cases.state_changes import close
from casework.core import clock
from casework.core.db import db
from casework.referrals.passing.models import Passing, PassingState
from casework.sweep import sweep
from casework.vault.folders import Grant
from casework.vault.keyring import keyring
from tests.referrals.files import NAME, in_nepali, open_file, refer, take_up
from tests.referrals.passing_on import acquaint, offer, opened, state_of, take_over
from tests.support.browser import Browser
from tests.support.page import Page
from tests.support.people import World, acting, client_as

QUESTION = (
    "May we give your whole file to the organisation you chose, so that they help you from now on and we no"
    " longer read it?"
)


@pytest.fixture
def engine_name() -> str:
    """The stricter one: the pages are the same on each, and what they do is tried on both elsewhere."""
    return "postgresql"


@pytest.fixture
def world(world: World) -> World:
    """Both partners know each other's keys."""
    acquaint(world)
    return world


def say(page: Browser, answer: str) -> None:
    page.fill("Why, in one line?", "उहाँ सर्नुभयो")
    page.choose("Which organisation shall help her from now on?", "Chautari")
    page.choose(QUESTION, answer)
    page.choose("How did you speak?", "In person")
    page.choose("How did she say it?", "Spoken")
    page.choose("Who was there, accepted by her?", "A colleague")
    page.fill("In which language was it explained?", "Nepali")
    page.press("Offer the file, as she agreed")


def test_a_file_is_offered_and_taken_over_by_the_words_on_the_pages(world: World) -> None:
    case_id = open_file(world.asha)
    take_up(world.nani, refer(world.asha, case_id))
    like_her = open_file(world.bina, name=NAME)
    asha = client_as(world.asha)
    asha.visit(f"/files/{case_id}")
    asha.click("Pass it on to another organisation")
    assert "Sangini network no longer reads who she is" in asha.page
    say(asha, "Yes, you may")
    assert "Waiting for an answer" in asha.page and NAME not in asha.page
    gita = client_as(world.gita)
    gita.visit("/today")
    gita.click("A file waits to be taken over")
    assert all(one in gita.page for one in (NAME, "उहाँ सर्नुभयो", "Asha", "Indreni", "Two files cannot be"))
    assert any(str(like_her) in link["href"] for link in gita.page.links)
    gita.press("Take the file over", status=422)
    gita.fill("Who helps her here?", "Bina")
    gita.press("Take the file over")
    assert "Her file came from Indreni" in gita.page and NAME in gita.page
    told = re.findall(r"phone is now (\d{3}-\d{3})", gita.page.text)
    assert len(told) == 1
    bina = client_as(world.bina)
    bina.visit("/today")
    assert f"from another organisation and has the number {told[0]} here" in bina.page
    asha.visit(f"/files/{case_id}", status=404)
    asha.visit("/today")
    asha.click("An answer has come")
    assert "Chautari helps her from now on." in asha.page and NAME not in asha.page
    asha.press("I have read it")
    asha.visit("/passed")
    assert "Passed on" in asha.page and NAME not in asha.page


def test_a_note_begun_before_it_passed_is_shown_to_be_copied_and_a_stranger_gets_the_same_as_ever(
    world: World,
) -> None:
    case_id = open_file(world.asha)
    path, asha = f"/files/{case_id}/notes/new", client_as(world.asha)
    asha.visit(path)
    words = "उहाँ भोलि आउनुहुन्छ"
    next(field for field in asha.page.inputs() if field.tag == "textarea").children = [words]
    sent = {name: value for name, value in _hidden(asha.page) if name != "csrf_token"} | {"words": words}
    open_page = asha.page
    take_over(world.gita, offer(world.asha, case_id), world.bina)
    asha.page = open_page
    asha.press("Save", status=404)
    assert "Copy what you need" in asha.page
    assert words in asha.page
    assert NAME not in asha.page
    sunita = client_as(world.sunita)
    sunita.visit("/files")
    sunita.post(path, sent, status=404)
    assert "This page could not be found" in sunita.page
    assert words not in sunita.page


def _hidden(page: Page) -> list[tuple[str, str]]:
    return re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page.data.decode())


def test_her_no_changes_nothing(world: World) -> None:
    case_id = open_file(world.asha)
    asha = client_as(world.asha)
    asha.visit(f"/files/{case_id}/pass-on")
    say(asha, "No, please not")
    with world.app.app_context():
        assert db.session.scalars(select(Passing)).all() == []
        assert len(db.session.scalars(select(Grant)).all()) == 1


def test_each_refusal_says_why_and_a_closed_file_is_not_offered(world: World) -> None:
    case_id = open_file(world.asha)
    offer(world.asha, case_id)
    asha = client_as(world.asha)
    asha.visit(f"/files/{case_id}/pass-on", status=409)
    assert "was offered to an organisation already" in asha.page
    asha.visit(f"/files/{case_id}")
    asha.click("See or take back")
    asha.press("Take it back")
    assert "Taken back" in asha.page
    again = offer(world.asha, case_id)
    with acting(world.asha) as session:
        close(session, world.asha.user, case_id, closure_id=uuid4(), reason="goals_met")
    assert state_of(world, again) is PassingState.RECALLED
    asha.visit(f"/files/{case_id}/pass-on", status=409)
    assert "This file is closed" in asha.page


def test_a_file_that_is_not_taken_over_stays_and_the_reason_comes_back(world: World) -> None:
    passing_id = offer(world.asha, open_file(world.asha))
    gita = client_as(world.gita)
    gita.visit(f"/arriving/{passing_id}")
    gita.press("Tell them", status=422)
    gita.choose("Why can it not be taken over?", "We do not work in that area")
    gita.press("Tell them")
    gita.visit(f"/arriving/{passing_id}")
    assert NAME not in gita.page
    asha = client_as(world.asha)
    asha.visit(f"/passed/{passing_id}")
    assert "It is not possible at Chautari" in asha.page and "We do not work in that area" in asha.page


def test_every_page_of_it_opens_where_it_came(world: World) -> None:
    case_id = open_file(world.asha)
    referral_id = refer(world.asha, case_id)
    take_up(world.nani, referral_id)
    take_over(world.gita, offer(world.asha, case_id), world.bina)
    bina, asha = client_as(world.bina), client_as(world.asha)
    for page in ("", "?all=1", "/consent", "/consent/talk", "/consent/stop", "/erase", "/copy", "/refer"):
        bina.visit(f"/files/{case_id}{page}")
    for page in ("/referrals/sent", f"/referrals/sent/{referral_id}", "/today", "/files"):
        bina.visit(page)
    for page in ("/referrals/sent", "/today", "/files", "/passed"):
        asha.visit(page)
        assert NAME not in asha.page
    asha.visit(f"/referrals/sent/{referral_id}", status=404)


def test_nobody_else_finds_it(world: World) -> None:
    """A third organisation, a manager, an administrator, a caseworker there: as if it were a random id."""
    passing_id = offer(world.asha, open_file(world.asha))
    for somebody, status in ((world.nani, 403), (world.maya, 403), (world.benu, 403), (world.bina, 403)):
        client_as(somebody).visit(f"/arriving/{passing_id}", status=status)
    sunita = client_as(world.sunita)
    sunita.visit(f"/arriving/{passing_id}", status=404)
    sunita.visit(f"/passed/{passing_id}")
    assert NAME not in sunita.page
    client_as(world.gita).visit(f"/passed/{passing_id}", status=404)
    client_as(world.gita).visit(f"/arriving/{uuid4()}", status=404)


def test_what_nobody_answers_lapses_after_two_weeks(world: World) -> None:
    case_id = open_file(world.asha)
    passing_id = offer(world.asha, case_id)
    with clock.at(clock.now() + timedelta(days=15)):
        with acting(world.sunita) as session:
            assert sweep(session)["lapsed offers of files"] == 1
            assert session.scalar(select(func.count()).select_from(Grant)) == 1
        assert state_of(world, passing_id) is PassingState.LAPSED
        with acting(world.asha) as session:
            case = opened(session, world.asha, case_id)
            add_note(session, world.asha.user, case, note_id=uuid4(), words="फेरि")
        with acting(world.asha) as session:
            opened(session, world.asha, case_id)
            assert {one.number for one in keyring(session).opened[case_id].sheet.entries} == {2}


def test_the_pages_speak_nepali(world: World) -> None:
    case_id = open_file(world.asha)
    asha, gita = in_nepali(world.asha), in_nepali(world.gita)
    asha.visit(f"/files/{case_id}/pass-on")
    passing_id = offer(world.asha, case_id)
    for page in (f"/files/{case_id}", "/passed", f"/passed/{passing_id}"):
        asha.visit(page)
    for page in ("/passed", f"/arriving/{passing_id}"):
        gita.visit(page)
    take_over(world.gita, passing_id, world.bina)
    for page in (f"/arriving/{passing_id}", f"/files/{case_id}", f"/files/{case_id}/consent"):
        gita.visit(page)
    asha.visit(f"/passed/{passing_id}")


def test_an_author_elsewhere_is_named_by_her_organisation(world: World) -> None:
    case_id = open_file(world.asha)
    with acting(world.asha) as session:
        case = opened(session, world.asha, case_id)
        add_note(session, world.asha.user, case, note_id=uuid4(), words="कुरा भयो")
    take_over(world.gita, offer(world.asha, case_id), world.bina)
    bina = client_as(world.bina)
    bina.visit(f"/files/{case_id}?all=1")
    assert "Indreni" in bina.page and "Nobody yet" not in bina.page and "Asha" not in bina.page
    bina.visit(f"/files/{case_id}/consent")
    assert "Indreni" in bina.page and "आशा" not in bina.page
