"""Errors keep the way out: quick exit and language, and where the frame can be drawn all of it."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from sqlalchemy.exc import OperationalError

from auth.policy import Permission, requires
from casework.error_pages import is_queue
from tests.cases.files import open_file
from tests.support.instances import Instance
from tests.support.page import Page
from tests.support.people import World, client_as
from tests.support.statements import statements


def _buttons(page: Page) -> set[str]:
    return {page.label(button) for button in page.buttons()}


def test_what_is_not_there_keeps_the_frame(world: World) -> None:
    page = client_as(world.asha).visit(f"/files/{uuid4()}", status=404)
    assert {"Quick exit", "नेपाली"} <= _buttons(page)
    assert "Files" in {link.text for link in page.links}


def test_a_switch_of_language_on_an_error_leads_back_to_it(world: World) -> None:
    asha = client_as(world.asha)
    asha.allow("English")
    path = f"/files/{uuid4()}"
    asha.visit(path, status=404)
    assert asha.press("नेपाली", status=404).path == path


def test_a_page_that_was_only_sent_to_leads_to_the_first_page(world: World) -> None:
    """An address that answers no visit is no place to come back to in another language."""
    asha = client_as(world.asha)
    asha.allow("English")
    asha.visit("/today")
    asha.post("/sign-out/", {}, status=404)
    assert asha.press("नेपाली").path.startswith("/today")


def test_a_page_that_broke_asks_nothing_of_the_database_and_keeps_the_way_out(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    @requires(Permission.DAY)
    def broken() -> str:
        seen.append(len(counted))
        raise ZeroDivisionError

    asha = client_as(world.asha)
    seen: list[int] = []
    monkeypatch.setitem(world.app.view_functions, "today.day", broken)
    monkeypatch.setattr(world.app, "testing", False)
    with statements() as counted:
        page = asha.visit("/today", status=500)
    assert len(counted) == seen[0]
    assert {"Quick exit", "नेपाली"} <= _buttons(page)
    monkeypatch.undo()
    left = asha.client.post("/quick-exit", data={"csrf_token": asha.token()})
    assert left.status_code == 200
    assert "/sign-in" in asha.visit("/today").path


@pytest.mark.parametrize("engine_name", ["sqlite"])
def test_a_database_that_is_wrong_is_no_colleague_who_saves(world: World, instance: Instance) -> None:
    asha = client_as(world.asha)
    with sqlite3.connect(instance.folder / "sahayatri.db") as database:
        database.execute("DROP TABLE card")
    with pytest.raises(OperationalError):
        asha.visit("/files")


def test_two_who_write_at_once_are_asked_to_try_again(tmp_path: Path) -> None:
    one, other = (sqlite3.connect(tmp_path / "one.db", timeout=0) for _ in range(2))
    one.execute("BEGIN IMMEDIATE")
    errors = [_error_of(other, words) for words in ("BEGIN IMMEDIATE", "SELECT * FROM nothing")]
    one.close()
    other.close()
    assert [is_queue(error) for error in errors] == [True, False]


def test_what_was_typed_while_somebody_else_saved_is_not_lost(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case_id = open_file(world.asha, "Sita")
    one, other = (sqlite3.connect(tmp_path / "one.db", timeout=0) for _ in range(2))
    one.execute("BEGIN IMMEDIATE")

    @requires(Permission.FILES_WRITE)
    def queue(case_id: UUID) -> str:
        raise _error_of(other, "BEGIN IMMEDIATE")

    asha = client_as(world.asha)
    asha.visit("casefile.new_note", case_id=case_id)
    asha.fill("What should be remembered?", "Rope")
    with monkeypatch.context() as broken:
        broken.setitem(world.app.view_functions, "casefile.make_note", queue)
        assert "Somebody else was saving" in asha.press("Save", status=409)
    asha.press("Back to what you wrote")
    asha.press("Save")
    assert "Rope" in asha.page
    one.close()
    other.close()


def _error_of(database: sqlite3.Connection, words: str) -> OperationalError:
    with pytest.raises(sqlite3.OperationalError) as raised:
        database.execute(words)
    return OperationalError(words, None, raised.value)
