"""The pages of follow-up, for a caseworker and a coordinator alike."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from casework.followup.models import Activity
from casework.vault.keyring import keyring
from tests.support.people import World, acting, client_as
from tests.support.trainees import count, woman


@pytest.mark.parametrize("lang", ["en", "ne"])
@pytest.mark.parametrize("login", ["asha", "nani"])
def test_what_she_does_now_is_written_down(world: World, login: str, lang: str) -> None:
    someone = world.people[login]
    case_id = woman(someone, "सीता")
    browser = client_as(someone, lang)
    browser.allow("Asha", "Nani")
    browser.visit(f"/files/{case_id}/now")
    browser.visit("/followups")
    browser.visit(f"/files/{case_id}/now/new")
    fields = {field["value"]: field for field in browser.page.inputs() if field["type"] == "radio"}
    for value in ("came", "job"):
        fields[value].attributes["checked"] = ""
    browser.press(next(button.text for button in browser.page.buttons() if button["class"] == "button"))
    with acting(someone) as session:
        assert count(session, Activity) == 1


def test_another_organisations_file_is_not_there(world: World) -> None:
    case_id = woman(world.asha, "सीता")
    for someone in (world.gita, world.nani):
        browser = client_as(someone)
        for path in (f"/files/{case_id}/now", f"/files/{case_id}/now/new"):
            browser.visit(path, status=404)
    client_as(world.maya).visit(f"/files/{case_id}/now", status=403)


def test_two_people_who_correct_one_answer_see_both(world: World) -> None:
    case_id = woman(world.nani, "सीता")
    one, other = client_as(world.nani), client_as(world.nani)
    one.visit(f"/files/{case_id}/now/new")
    one.choose("How did you ask?", "She came")
    one.choose("What does she do now?", "Has a job")
    one.press("Save")
    one.click("Correct")
    other.visit(f"/files/{case_id}/now")
    other.click("Correct")
    one.choose("What does she do now?", "Is looking for work")
    one.press("Save")
    other.choose("What does she do now?", "Runs her own business")
    other.press("Save", status=409)
    assert "Is looking for work" in other.page
    other.press("Keep what I wrote")
    assert "Runs her own business" in other.page
    assert "What does she do now? Has a job" in one.visit(f"/files/{case_id}").text
    with acting(world.nani) as session:
        keyring(session).open_folders(session, [case_id])
        assert "job" not in str(session.scalars(select(Activity)).one().plain()), (
            "this row may be shared back"
        )
