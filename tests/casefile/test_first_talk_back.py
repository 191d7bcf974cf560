"""The first conversation has two pages of their own: Back and a reload ask and send nothing twice."""

from __future__ import annotations

from tests.casefile.first_talk import agree, tell_name
from tests.support.page import Page
from tests.support.people import World, client_as


def test_the_second_page_can_be_loaded_again_and_left_backwards(world: World) -> None:
    asha = client_as(world.asha)
    agree(asha)
    where = asha.page.path
    assert asha.visit(where).by_id("name") is not None
    page = asha.visit("/files/new?on=answers")
    assert _ticked(page) == ["yes"]
    assert page.by_id("name") is None
    asha.press("Go on")
    tell_name(asha, "Sita Tamang")
    asha.press("Open her file")
    assert asha.visit(where).by_id("name") is None


def test_the_next_woman_is_asked_herself(world: World) -> None:
    asha = client_as(world.asha)
    agree(asha)
    asha.visit("/files/new")
    assert _ticked(asha.page) == []


def test_her_answers_are_for_the_same_person_alone(world: World) -> None:
    agree(client_as(world.asha))
    assert client_as(world.sunita).visit("/files/new?on=name").by_id("name") is None


def _ticked(page: Page) -> list[str]:
    """What is chosen of the first question."""
    return [one["value"] for one in page.inputs() if one["name"] == "keep" and "checked" in one.attributes]
