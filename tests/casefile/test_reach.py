"""Reaching her safely."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from casework.audit.models import Act, Entry
from casework.core import clock
from tests.cases.files import open_file
from tests.support.people import World, acting, client_as

# A Sunday, six in the morning and two in the afternoon in Nepal.
EARLY = datetime(2026, 11, 22, 0, 15, tzinfo=UTC)
DAYTIME = datetime(2026, 11, 22, 8, 15, tzinfo=UTC)
NUMBER = "9800000001"
SAFE = {
    "contact__reachable": "phone",
    "contact__phone": NUMBER,
    "contact__channels": ("call",),
    "contact__days": ("sunday",),
    "contact__hours": ("day",),
    "record__safe_word": "कोदो",
}


def test_the_number_stands_on_no_page_until_it_is_asked_for(world: World) -> None:
    with clock.at(DAYTIME):
        case_id = open_file(world.asha, "Sita", **SAFE)
        asha = client_as(world.asha)
        for part in ("", "?all=1", "/contact", "/record"):
            assert NUMBER not in asha.visit(f"/files/{case_id}{part}").data.decode()
        asha.visit(f"/files/{case_id}")
        page = asha.press("Show number")
    assert NUMBER in page
    assert "कोदो" in page
    assert "tel:" not in page.data.decode()


def test_showing_the_number_is_noted(world: World) -> None:
    with clock.at(DAYTIME):
        case_id = open_file(world.asha, "Sita", **SAFE)
        asha = client_as(world.asha)
        asha.visit(f"/files/{case_id}")
        asha.press("Show number")
        assert "saw the number" in asha.visit(f"/files/{case_id}")
    with acting(world.asha) as session:
        shown = select(Entry).where(Entry.act == Act.SHOWN_NUMBER, Entry.folder_id == case_id)
        assert len(list(session.scalars(shown))) == 1


def test_outside_her_hours_the_page_says_so_first(world: World) -> None:
    with clock.at(EARLY):
        case_id = open_file(world.asha, "Sita", **SAFE)
        asha = client_as(world.asha)
        asha.visit(f"/files/{case_id}")
        page = asha.press("Show number")
        assert "This is outside her hours" in page
        assert NUMBER not in page
        assert NUMBER in asha.press("Show it anyway")


def test_saving_the_contact_without_writing_the_number_again_keeps_it(world: World) -> None:
    with clock.at(DAYTIME):
        case_id = open_file(world.asha, "Sita", **SAFE)
        asha = client_as(world.asha)
        asha.visit(f"/files/{case_id}/contact")
        asha.tick("Monday")
        asha.press("Save and back to the file")
        assert NUMBER in asha.press("Show number")


@pytest.mark.parametrize(("reachable", "words"), [("none", "no safe way"), ("worker", "Only through her")])
def test_without_a_safe_phone_no_number_can_be_shown(world: World, reachable: str, words: str) -> None:
    case_id = open_file(world.asha, "Sita", contact__reachable=reachable)
    asha = client_as(world.asha)
    page = asha.visit(f"/files/{case_id}")
    assert words in page
    assert "Show number" not in page
    asha.post(f"/files/{case_id}/number", status=404)
