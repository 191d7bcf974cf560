"""A talk with a caseworker, from the page of the network to the page of the caseworker."""

from __future__ import annotations

import json
from uuid import UUID

import pytest
from sqlalchemy import func, select

from casework.cases.models import Case
from casework.consent.models import ConsentRecord
from casework.core.db import db
from casework.referrals.talks.models import Talk, TalkLetter, TalkState
from casework.vault.messages import Inbox
from tests.referrals.files import NAME, PHONE, in_nepali, open_file, refer, take_up
from tests.referrals.talking import ask, letters_left, state_of, take
from tests.referrals.test_pages import say
from tests.support.browser import Browser
from tests.support.people import World, acting, client_as

QUESTION = "May we tell this to the organisation you chose, so that a caseworker talks with you?"


def fill(page: Browser, *, partner: str = "Indreni", answer: str = "Yes, you may", status: int = 200) -> None:
    page.choose("Which organisation does she want to talk with?", partner)
    say(page, QUESTION, answer)
    page.choose("How did you speak?", "In person")
    page.choose("How did she say it?", "Spoken")
    page.choose("Who was there, accepted by her?", "A colleague")
    page.fill("In which language was it explained?", "Nepali")
    page.press("Send it, as she agreed", status=status)


def test_a_coordinator_asks_and_a_caseworker_talks_with_her_by_the_words_on_the_pages(world: World) -> None:
    case_id = open_file(world.nani)
    nani, asha = client_as(world.nani), client_as(world.asha)
    nani.visit(f"/files/{case_id}")
    nani.click("Ask for a talk")
    fill(nani)
    assert "Waiting for an answer" in nani.page
    asha.visit("/today")
    asha.click("A network asks for a talk")
    assert "Sangini network" in asha.page
    assert NAME not in asha.page and PHONE not in asha.page
    asha.press("I'll talk with her")
    assert NAME in asha.page and PHONE not in asha.page
    page = asha.page
    asha.press("Show number")
    assert PHONE in asha.page
    asha.page = page
    asha.click("Begin the first conversation")
    assert "Say this to her first" in asha.page
    begin(asha)
    assert NAME in (field["value"] for field in asha.page.inputs())
    open_it(asha)
    assert NAME in asha.page
    assert letters_left(world) == 1
    asha.visit("/today")
    asha.click("A talk that you took on")
    asha.press("Delete what was told")
    assert letters_left(world) == 0
    asha.visit("/today")
    assert "A talk that you took on" not in asha.page
    nani.visit(f"/files/{case_id}")
    assert "New answer" in nani.page


def begin(page: Browser) -> None:
    say(page, "May we write down what you tell us, keep it here and use it to help you?", "Yes, you may")
    for question in ("May we count you in our numbers, without your name?", "May we call you?"):
        say(page, question, "Yes, you may")
    for question in ("May we send you messages?", "May we visit you?"):
        say(page, question, "No, please not")
    page.press("Go on")


def open_it(page: Browser) -> None:
    page.choose("How did you speak?", "In person")
    page.choose("How did she say it?", "Signature on paper")
    page.fill("In which language was it explained?", "Nepali")
    page.choose("Is she under 18?", "No")
    page.press("Open her file")


def test_a_no_sends_nothing_and_keeps_nothing(world: World) -> None:
    case_id = open_file(world.nani)
    before = _count(world, ConsentRecord)
    nani = client_as(world.nani)
    nani.visit(f"/files/{case_id}/talk")
    fill(nani, answer="No, please not")
    assert "Nothing was sent" in nani.page
    assert (_count(world, Talk), letters_left(world), _count(world, ConsentRecord)) == (0, 0, before)


def test_sent_twice_it_is_one_request(world: World) -> None:
    case_id = open_file(world.nani)
    nani = client_as(world.nani)
    nani.visit(f"/files/{case_id}/talk")
    page = nani.page
    for _ in range(2):
        nani.page = page
        fill(nani)
    assert (_count(world, Talk), letters_left(world)) == (1, 1)


def test_no_organisation_is_chosen_before_she_is_asked(world: World) -> None:
    nani = client_as(world.nani)
    nani.visit(f"/files/{open_file(world.nani)}/talk")
    chosen = {field["name"] for field in nani.page.inputs() if "checked" in field.attributes}
    assert not {"partner", "agreed"} & chosen
    nani.press("Send it, as she agreed", status=422)


def test_what_she_changes_is_what_is_told(world: World) -> None:
    case_id = open_file(world.nani)
    nani, asha = client_as(world.nani), client_as(world.asha)
    nani.visit(f"/files/{case_id}/talk")
    nani.fill("The name she wants to be called by", "फूल")
    nani.choose("How may they reach her?", "Through the network")
    fill(nani)
    talk_id = _only(world)
    take(world.asha, talk_id)
    asha.visit(f"/talks/{talk_id}")
    assert "फूल" in asha.page and "Through the network" in asha.page
    assert NAME not in asha.page and PHONE not in asha.page


@pytest.mark.parametrize("referred", [True, False], ids=["referred", "came by herself"])
def test_the_way_to_a_talk_is_the_same_for_every_woman_of_a_network(world: World, referred: bool) -> None:
    theirs = open_file(world.nani)
    if referred:
        theirs = take_up(world.nani, refer(world.asha, open_file(world.asha)))
    nani = client_as(world.nani)
    nani.visit(f"/files/{theirs}")
    nani.click("Ask for a talk")
    assert NAME in (field["value"] for field in nani.page.inputs())
    fill(nani)
    assert "Waiting for an answer" in nani.page


def test_a_partner_who_cannot_says_so_for_a_reason_of_its_own(world: World) -> None:
    case_id = open_file(world.nani)
    talk_id = ask(world.nani, case_id)
    asha, nani = client_as(world.asha), client_as(world.nani)
    asha.visit(f"/talks/{talk_id}")
    asha.press("Tell the network", status=422)
    asha.choose("Why is it not possible here?", "We do not work in that area")
    asha.press("Tell the network")
    nani.visit("/today")
    assert "An answer has come" in nani.page
    nani.visit(f"/files/{case_id}/talk/{talk_id}")
    assert "We do not work in that area" in nani.page
    nani.press("I have read it")
    nani.visit("/today")
    assert "An answer has come" not in nani.page
    asha.visit(f"/talks/{talk_id}")
    assert NAME not in asha.page and "Show number" not in asha.page


def test_the_network_is_told_nothing_of_what_came_of_it(world: World) -> None:
    case_id = open_file(world.nani)
    talk_id = ask(world.nani, case_id)
    take(world.asha, talk_id)
    nani, asha = client_as(world.nani), client_as(world.asha)
    before = str(nani.visit(f"/files/{case_id}/talk/{talk_id}").text)
    asha.visit(f"/talks/{talk_id}")
    asha.press("Delete what was told")
    assert letters_left(world) == 0
    assert str(nani.visit(f"/files/{case_id}/talk/{talk_id}").text) == before
    assert state_of(world, talk_id) is TalkState.TAKEN


def test_a_colleague_does_not_read_what_another_has_taken_on(world: World) -> None:
    talk_id = ask(world.nani, open_file(world.nani))
    take(world.sunita, talk_id)
    asha = client_as(world.asha)
    asha.visit(f"/talks/{talk_id}", status=404)
    asha.visit(f"/files/new/talk/{talk_id}", status=404)


def test_nobody_else_finds_it(world: World) -> None:
    case_id = open_file(world.nani)
    talk_id = ask(world.nani, case_id)
    bina = client_as(world.bina)
    for path in (f"/talks/{talk_id}", f"/files/new/talk/{talk_id}"):
        bina.visit(path, status=404)
    bina.visit("/talks")
    assert "asks for a talk" not in bina.page
    for act in ("take", "refuse", "forget"):
        bina.post(f"/talks/{talk_id}/{act}", {"reason": "nobody_free"}, status=404)
        bina.visit("/talks")
    maya = client_as(world.maya)
    maya.visit(f"/talks/{talk_id}", status=403)
    assert state_of(world, talk_id) is TalkState.WAITING


def test_every_page_speaks_nepali(world: World) -> None:
    case_id = open_file(world.nani)
    talk_id = ask(world.nani, case_id)
    nani, asha = in_nepali(world.nani), in_nepali(world.asha)
    for path in ("/talk", f"/talk/{talk_id}", f"/talk/{talk_id}/stop", "/consent", ""):
        nani.visit(f"/files/{case_id}{path}")
    for path in ("/today", "/talks", f"/talks/{talk_id}"):
        asha.visit(path)
    take(world.asha, talk_id)
    asha.visit(f"/talks/{talk_id}")
    asha.visit(f"/files/new/talk/{talk_id}")


def _only(world: World) -> UUID:
    with world.app.app_context():
        return db.session.scalars(select(Talk.id)).one()


def _count(world: World, cls: type[Talk] | type[ConsentRecord] | type[Case]) -> int:
    with world.app.app_context():
        return db.session.scalar(select(func.count()).select_from(cls)) or 0


def test_it_is_refused_where_the_file_is_closed(world: World) -> None:
    case_id = open_file(world.nani)
    with acting(world.nani) as session:
        session.get_one(Case, case_id).closed_on = session.get_one(Case, case_id).opened_on
    nani = client_as(world.nani)
    nani.visit(f"/files/{case_id}")
    assert "Ask for a talk" not in nani.page
    nani.visit(f"/files/{case_id}/talk", status=409)


def test_a_letter_of_before_its_file_was_drawn_is_read_as_well(world: World) -> None:
    talk_id = ask(world.nani, open_file(world.nani))
    take(world.asha, talk_id)
    with acting(world.asha) as session:
        letter = session.scalars(select(TalkLetter)).one()
        inbox = Inbox(session, world.asha.ring)
        told = json.loads(inbox.open("talk-request", letter))
        old = {name: value for name, value in told.items() if name not in ("until", "file")}
        letter.blob = inbox.keep("talk-request", letter, json.dumps(old).encode())
    asha = client_as(world.asha)
    asha.visit(f"/talks/{talk_id}")
    assert NAME in asha.page
    asha.visit(f"/files/new/talk/{talk_id}")
    begin(asha)
    open_it(asha)
    assert _count(world, Case) == 2
