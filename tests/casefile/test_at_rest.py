"""A file at rest: her consent to be helped has ended."""

from __future__ import annotations

from uuid import UUID

from casework.consent import actions
from casework.consent.conversation import Conversation
from casework.consent.purposes import Purpose
from casework.core import clock
from casework.vault.keyring import keyring
from tests.casefile.first_talk import open_file
from tests.support.people import World, acting, client_as


def at_rest(world: World) -> UUID:
    case_id = UUID(open_file(client_as(world.asha), "Sita Tamang"))
    with acting(world.asha) as session:
        keyring(session).open_folders(session, [case_id])
        told = Conversation(given_on=clock.today())
        actions.withdraw_purposes(session, world.asha.user, case_id, [Purpose.KEEP], told)
    return case_id


def test_her_caseworker_sees_only_that_it_rests(world: World) -> None:
    case_id = at_rest(world)
    browser = client_as(world.asha)
    browser.visit(f"/files/{case_id}")
    assert browser.page.path.endswith("/consent")
    assert "This file is at rest" in browser.page.text
    assert "Sita" not in browser.page.text
    browser.visit(f"/files/{case_id}/contact", status=409)


def test_a_supervisor_opens_it_with_a_reason_and_for_today(world: World) -> None:
    case_id = at_rest(world)
    browser = client_as(world.sunita)
    browser.visit(f"/files/{case_id}")
    assert browser.page.path.endswith("/reason")
    browser.choose("Why do you open this file?", "Something cannot wait")
    browser.press("Open for today")
    assert browser.page.path == f"/files/{case_id}"
    assert "Sita Tamang" in browser.page.text


def test_her_new_word_wakes_the_file(world: World) -> None:
    case_id = at_rest(world)
    browser = client_as(world.asha)
    browser.visit(f"/files/{case_id}/consent/talk")
    browser.choose("May we write down what you tell us, keep it here and use it to help you?", "Yes, you may")
    browser.choose("How did you speak?", "In person")
    browser.fill("In which language was it explained?", "Nepali")
    browser.choose("How did she say it?", "Spoken")
    browser.choose("Who was there, accepted by her?", "A colleague")
    browser.press("Save")
    browser.visit(f"/files/{case_id}")
    assert browser.page.path == f"/files/{case_id}"
