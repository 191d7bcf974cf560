"""Is she safe today?"""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from casework.consent.purposes import Purpose, State
from tests.cases.files import open_file
from tests.support.browser import Browser
from tests.support.people import World, client_as

REACHED: dict[str, Any] = {
    "contact__reachable": "phone",
    "contact__phone": "9800000001",
    "contact__channels": ("call",),
}


@pytest.mark.parametrize("answer", ["No", "Unsure"])
def test_no_or_not_sure_without_a_day_is_due_at_once(world: World, answer: str) -> None:
    case_id = open_file(world.asha, "Sita", **REACHED)
    asha = _says(world, case_id, answer)
    assert "Check today" in asha.visit("/today")
    page = asha.visit(f"/files/{case_id}")
    assert "ask her again today, and tell your supervisor" in page


def test_her_page_and_my_day_say_the_same_of_whom_nobody_has_asked(world: World) -> None:
    case_id = open_file(world.asha, "Sita", **REACHED)
    asha = client_as(world.asha)
    assert "Ask her whether she is safe today" in asha.visit(f"/files/{case_id}")
    assert "Check today" in asha.visit("/today")
    _says(world, case_id, "Yes")
    assert "Ask her whether she is safe today" not in asha.visit(f"/files/{case_id}")
    assert "Check today" not in asha.visit("/today")


@pytest.mark.parametrize(
    ("rules", "on_her_page", "on_my_day"),
    [
        ({"contact__reachable": "none"}, "When she comes, ask whether she is safe", "Check when she comes"),
        ({"contact__reachable": "worker"}, "When she comes, ask whether she is safe", "Check when she comes"),
        (
            REACHED | {"contact__channels": ("visit",)},
            "When you meet her, ask whether she is safe",
            "Check when you meet",
        ),
    ],
)
def test_whoever_cannot_be_called_is_not_to_be_asked_today(
    world: World, rules: dict[str, Any], on_her_page: str, on_my_day: str
) -> None:
    visits_only = {Purpose.KEEP: State.GIVEN, Purpose.VISIT: State.GIVEN}
    case_id = open_file(world.asha, "Sita", said=visits_only, **rules)
    asha = client_as(world.asha)
    page = asha.visit(f"/files/{case_id}")
    assert on_her_page in page
    assert "safe today · Today" not in page
    day = asha.visit("/today")
    assert on_my_day in day
    assert "Check today" not in day


def _says(world: World, case_id: UUID, answer: str) -> Browser:
    asha = client_as(world.asha)
    asha.visit(f"/files/{case_id}")
    asha.choose("Is she safe today?", answer)
    asha.press("Save", within="Is she safe today?")
    return asha
