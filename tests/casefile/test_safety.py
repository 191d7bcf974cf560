"""Is she safe today?"""

from __future__ import annotations

import pytest

from tests.cases.files import open_file
from tests.support.people import World, client_as


@pytest.mark.parametrize("answer", ["No", "Unsure"])
def test_no_or_not_sure_without_a_day_is_due_at_once(world: World, answer: str) -> None:
    case_id = open_file(world.asha, "Sita")
    asha = client_as(world.asha)
    assert "Check today" not in asha.visit("/today")
    asha.visit(f"/files/{case_id}")
    asha.choose("Is she safe today?", answer)
    asha.press("Save", within="Is she safe today?")
    assert "Check today" in asha.visit("/today")


def test_what_comes_next_begins_with_her_safety(world: World) -> None:
    case_id = open_file(world.asha, "Sita")
    asha = client_as(world.asha)
    first = asha.visit(f"/files/{case_id}")
    assert "Ask her whether she is safe today" in first
    asha.choose("Is she safe today?", "No")
    asha.press("Save", within="Is she safe today?")
    assert "ask her again today, and tell your supervisor" in asha.visit(f"/files/{case_id}")
    asha.choose("Is she safe today?", "Yes")
    asha.press("Save", within="Is she safe today?")
    then = asha.visit(f"/files/{case_id}")
    assert "tell your supervisor" not in then
    assert "Ask her whether she is safe today" not in then


def test_a_yes_without_a_day_asks_for_nothing(world: World) -> None:
    case_id = open_file(world.asha, "Sita")
    asha = client_as(world.asha)
    asha.visit(f"/files/{case_id}")
    asha.choose("Is she safe today?", "Yes")
    asha.press("Save", within="Is she safe today?")
    assert "Check today" not in asha.visit("/today")
