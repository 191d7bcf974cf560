"""The first conversation: what she says decides whether anything is kept."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from sqlalchemy import func, select

from casework.cases.models import Case
from casework.consent.models import ConsentRecord
from casework.consent.purposes import Purpose
from casework.consent.queries import standing
from casework.core import clock
from casework.core.db import Base, db
from casework.sweep import sweep
from casework.vault.folders import Folder
from casework.vault.keyring import keyring
from tests.casefile.first_talk import agree, open_file, tell_name
from tests.support.people import World, acting, client_as


def counts(world: World) -> dict[str, int]:
    left_out = {"audit_entry", "audit_seal", "audit_head", "sign_in", "throttle"}
    with world.app.app_context():
        return {
            table.name: db.session.scalar(select(func.count()).select_from(table)) or 0
            for table in Base.metadata.sorted_tables
            if table.name not in left_out
        }


def test_no_keeps_nothing_at_all(world: World) -> None:
    browser = client_as(world.asha)
    before = counts(world)
    agree(browser, keep="No, please not")
    assert "Help that needs no file" in browser.page.text
    assert counts(world) == before


def test_yes_opens_a_file_with_each_answer(world: World) -> None:
    browser = client_as(world.asha)
    case_id = UUID(open_file(browser, "Sita Tamang"))
    with acting(world.asha) as session:
        keyring(session).open_folders(session, [case_id])
        now = standing(session, case_id)
        assert all(now.allows(p) for p in (Purpose.KEEP, Purpose.COUNT, Purpose.CALL, Purpose.VISIT))


def test_a_slip_says_once_who_we_are_and_nothing_of_her(world: World) -> None:
    browser = client_as(world.asha)
    agree(browser)
    tell_name(browser, "Sita Tamang")
    browser.choose("Paper for her", "A small slip")
    browser.press("Open her file")
    browser.visit(f"{browser.page.path}/consent")
    browser.speak("ne")
    browser.click("Slip")
    assert "पर्ची नं." in browser.page
    assert "सहयात्री · सहयात्री" not in browser.page  # the name for paper is the product's own here
    assert "Sita" not in browser.page


def test_not_now_waits_seven_days_and_is_then_deleted_whole(world: World) -> None:
    browser = client_as(world.asha)
    before = counts(world)
    agree(browser, keep="Not now")
    tell_name(browser, "Sita")
    browser.press("Open her file")
    for days, left in ((7, 1), (8, 0)):
        with clock.at(clock.now() + timedelta(days=days)), acting(world.asha) as session:
            sweep(session)
            assert session.scalar(select(func.count()).select_from(Case)) == left
    after = counts(world)
    assert after == before


def test_a_second_sending_leads_to_the_first_file(world: World) -> None:
    browser = client_as(world.asha)
    agree(browser)
    tell_name(browser, "Sita Tamang")
    screen = browser.page
    browser.press("Open her file")
    first = browser.page.path
    browser.page = screen
    browser.press("Open her file")
    assert browser.page.path == first
    with acting(world.asha) as session:
        assert session.scalar(select(func.count()).select_from(Folder)) == 1
        assert session.scalar(select(func.count()).select_from(ConsentRecord)) == 1


def test_a_minor_s_file_needs_her_own_agreement(world: World) -> None:
    browser = client_as(world.asha)
    agree(browser)
    tell_name(browser, "Sita", under_18="Perhaps")
    browser.press("Open her file", status=422)
    assert "She has to agree herself" in browser.page.text
    browser.choose("Does she herself agree?", "Yes")
    browser.choose("Who stands by it with her?", "The child welfare authority")
    browser.press("Open her file")
    with acting(world.asha) as session:
        assert session.scalar(select(func.count()).select_from(Case)) == 1


def test_what_she_typed_stays_when_something_is_missing(world: World) -> None:
    browser = client_as(world.asha)
    agree(browser)
    browser.fill("Her name, or the name she wants to use here", "Sita Tamang")
    browser.press("Open her file", status=422)
    assert browser.field("Her name, or the name she wants to use here")["value"] == "Sita Tamang"


def test_everything_that_is_missing_is_said_at_once(world: World) -> None:
    browser = client_as(world.asha)
    agree(browser)
    browser.press("Open her file", status=422)
    assert "Please say who was there." in browser.page.text
    mended = len([one for one in browser.page.root.all("p") if one["class"] == "error"])
    tell_name(browser, "Sita Tamang")
    browser.press("Open her file")
    assert browser.page.path.startswith("/files/")
    assert mended == 7


def test_a_woman_of_the_same_name_is_shown_with_the_other_mistakes(world: World) -> None:
    browser = client_as(world.asha)
    open_file(browser, "Sita Tamang")
    agree(browser)
    browser.fill("Her name, or the name she wants to use here", "Sita Tamang")
    browser.press("Open her file", status=422)
    assert "Please answer this question." in browser.page.text
    browser.tick("I have looked: she is none of these.")
    browser.press("Open her file", status=422)
    tell_name(browser, "Sita Tamang")
    browser.press("Open her file")
    assert browser.page.path.startswith("/files/")


def test_a_manager_and_an_administrator_open_no_file(world: World) -> None:
    for person in (world.maya, world.adina, world.anu, world.ojaswi):
        client_as(person).visit("/files/new", status=403)


def test_quick_exit_on_the_second_screen_keeps_what_was_typed_for_her_alone(world: World) -> None:
    browser = client_as(world.asha)
    agree(browser)
    typed = {
        "typed_path": "/files/new",
        "form_name": "FirstTalkForm",
        "keep": "yes",
        "name": "Sita Tamang",
    }
    browser.client.post("/quick-exit", data={**typed, "csrf_token": browser.token()})
    other = client_as(world.sunita)
    other.visit("/files/new")
    assert "Sita" not in other.page.text
    again = client_as(world.asha)
    again.visit("/files/new")
    assert again.field("Her name, or the name she wants to use here")["value"] == "Sita Tamang"
