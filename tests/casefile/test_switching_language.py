"""Another language on a page with a form: everything typed comes along, and nothing is saved."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import func, select

from casework.cases.models import Case
from casework.cases.notes import Note
from casework.core.db import db
from tests.casefile.first_talk import agree, tell_name
from tests.cases.files import open_file
from tests.support.people import World, acting, client_as

NAME = "Her name, or the name she wants to use here"


def _rows(world: World, cls: type) -> int:
    with world.app.app_context():
        return db.session.scalar(select(func.count()).select_from(cls)) or 0


def test_the_first_talk_keeps_every_answer_when_the_language_changes(world: World) -> None:
    asha = client_as(world.asha)
    asha.allow("Sita", "Tamang", "English")
    agree(asha)
    tell_name(asha, "Sita Tamang")
    asha.press("नेपाली")
    assert asha.page.lang == "ne"
    assert asha.field("उहाँको नाम, वा यहाँ जुन नामले चिनिन चाहनुहुन्छ")["value"] == "Sita Tamang"
    asha.press("English")
    assert asha.field(NAME)["value"] == "Sita Tamang"
    assert "checked" in asha.field("Spoken", within="How did she say it?")
    assert _rows(world, Case) == 0
    asha.press("Open her file")
    assert _rows(world, Case) == 1


def test_a_note_half_written_is_there_in_the_other_language_and_not_saved(world: World) -> None:
    case_id = open_file(world.asha, "लक्ष्मी तामाङ")
    asha = client_as(world.asha)
    asha.allow("Rope", "English")
    asha.visit("casefile.new_note", case_id=case_id)
    asha.fill("What should be remembered?", "Rope")
    page = asha.press("नेपाली")
    assert page.lang == "ne"
    assert "Rope" in page
    assert _rows(world, Note) == 0


def test_what_was_never_sent_is_not_blamed_when_the_language_changes(world: World) -> None:
    case_id = open_file(world.asha, "लक्ष्मी तामाङ")
    asha = client_as(world.asha)
    asha.allow("English")
    asha.visit("casefile.new_note", case_id=case_id)
    page = asha.press("नेपाली")
    assert not [one for one in page.root.all("div") if one["class"] == "summary"]


def test_a_date_follows_the_calendar_that_is_chosen(world: World) -> None:
    case_id = open_file(world.asha, "लक्ष्मी तामाङ")
    asha = client_as(world.asha)
    asha.visit("casefile.new_note", case_id=case_id)
    before = [one["value"] for one in asha.page.root.all("input") if one["name"] == "day"]
    asha.press("Dates in AD")
    after = [one["value"] for one in asha.page.root.all("input") if one["name"] == "day"]
    assert (before[0], after[0]) == ("bs", "ad")
    assert before[1:] != after[1:]


def test_the_choice_is_kept_with_the_account(world: World) -> None:
    case_id = open_file(world.asha, "लक्ष्मी तामाङ")
    asha = client_as(world.asha)
    asha.allow("English")
    asha.visit("casefile.new_note", case_id=case_id)
    asha.press("नेपाली")
    with acting(world.asha):
        assert world.asha.user.language == "ne"


def test_the_first_button_of_a_form_is_not_the_switch(world: World) -> None:
    """The Enter key presses the first button that belongs to a form."""
    case_id = UUID(str(open_file(world.asha, "लक्ष्मी तामाङ")))
    asha = client_as(world.asha)
    page = asha.visit("casefile.part", case_id=case_id, name="contact")
    mine = [
        one
        for one in page.root.all("button")
        if one["form"] == "typed" or any(outer["id"] == "typed" for outer in one.up())
    ]
    assert (mine[0]["name"], mine[0]["value"]) == ("then", "next")
