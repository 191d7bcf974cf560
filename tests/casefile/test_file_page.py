"""One woman on one page, as each may see it."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

from sqlalchemy import TextClause, text
from sqlalchemy.orm import Session

from casework.cases.planning import add_note
from casework.cases.queries import find
from casework.core import clock
from casework.core.bs_calendar import to_bs
from casework.core.calendar_text import show_date
from casework.people.actions import HEADS
from casework.vault.keyring import keyring
from tests.cases.files import open_file
from tests.support.people import World, acting, client_as
from tests.support.statements import statements

TOLD = {
    "identity__other_names": ("अर्को",),
    "livelihood__skills": "सिलाइ " * 20,
    "wellbeing__health": "राम्रो " * 20,
    "harm__note": "थप " * 40,
    "harm__indicators": ("1", "2"),
    "record__tole": "पिपलबोट",
}


def test_an_empty_and_a_full_file_have_the_same_rows_of_the_same_size(world: World) -> None:
    empty, full = open_file(world.asha, "Sita"), open_file(world.asha, "Gita", **TOLD)
    with acting(world.asha) as session:
        for table in (*(head.__sealed_as__ for head in HEADS), "consent_record", "card", "case"):
            key = "id" if table == "case" else "folder_id"
            query = text(f'SELECT * FROM "{table}" WHERE {key} = :id')
            sizes = [_sizes(session, query, one) for one in (empty, full)]
            assert sizes[0] == sizes[1], table
            assert sizes[0], table


def _sizes(session: Session, query: TextClause, case_id: UUID) -> list[list[int | None]]:
    """Of each row of a file, how long its bytes are."""
    on_sqlite = session.get_bind().dialect.name == "sqlite"
    rows = session.execute(query, {"id": case_id.hex if on_sqlite else case_id})
    return [[len(value) if isinstance(value, bytes) else None for value in row] for row in rows]


def test_the_coordinators_file_has_no_journey_no_wellbeing_and_nothing_more(world: World) -> None:
    case_id = open_file(world.nani, "लक्ष्मी तामाङ")
    nani = client_as(world.nani)
    page = nani.visit(f"/files/{case_id}?all=1")
    for words in ("Travel and work", "Health and needs", "More, if she wants to tell", "Is she safe today?"):
        assert words not in page
    for part in ("journey", "wellbeing", "more"):
        nani.visit(f"/files/{case_id}/{part}", status=404)


def test_every_free_text_of_the_network_asks_not_to_write_what_happened(world: World) -> None:
    case_id = open_file(world.nani, "Sita")
    nani = client_as(world.nani)
    for part in ("livelihood", "record", "notes/new", "close"):
        assert "Do not write here what happened to her." in nani.visit(f"/files/{case_id}/{part}")


def test_the_title_and_the_path_name_nobody(world: World) -> None:
    case_id = open_file(world.asha, "लक्ष्मी तामाङ")
    page = client_as(world.asha).visit(f"/files/{case_id}")
    assert "लक्ष्मी" not in page.title


def test_looking_is_noted_and_shown(world: World) -> None:
    case_id = open_file(world.asha, "Sita")
    sunita = client_as(world.sunita)
    sunita.visit(f"/files/{case_id}")
    assert "opened the file" in sunita.visit(f"/files/{case_id}")


def test_the_page_takes_as_many_statements_for_many_notes_as_for_few(world: World) -> None:
    case_id = open_file(world.asha, "Sita")
    asha = client_as(world.asha)
    _write_notes(world, case_id, 2)
    with statements() as few:
        asha.visit(f"/files/{case_id}")
    _write_notes(world, case_id, 20)
    with statements() as many:
        asha.visit(f"/files/{case_id}")
    assert len(many) == len(few)


def _write_notes(world: World, case_id: UUID, count: int) -> None:
    with acting(world.asha) as session:
        keyring(session).open_folders(session, [case_id])
        case = find(session, world.asha.user, case_id)
        for _number in range(count):
            add_note(session, world.asha.user, case, note_id=uuid4(), words="x")


def test_every_page_of_a_file_reads_in_nepali(world: World) -> None:
    case_id = open_file(world.asha, "लक्ष्मी तामाङ", **TOLD)
    asha = client_as(world.asha)
    asha.speak("ne")
    asha.allow("Shift")
    parts = ("about", "contact", "livelihood", "wellbeing", "journey", "more", "record")
    others = ("goals/new", "steps/new", "notes/new", "close", "journey/new")
    for part in ("", *parts, *others):
        asha.visit(f"/files/{case_id}/{part}" if part else f"/files/{case_id}?all=1")
    asha.visit("/files")
    asha.visit("/today")


def test_a_step_is_due_in_a_week_by_one_tick_and_not_on_two_days_at_once(world: World) -> None:
    asha = client_as(world.asha)
    case_id = open_file(world.asha, "Sita")
    week = show_date(clock.today() + timedelta(days=7), calendar="bs", lang="en", plain=True)
    asha.visit(f"/files/{case_id}/steps/new")
    asha.fill("What is to be done?", "Ask again")
    asha.press("Save", status=422)
    assert "Please write the day." in asha.page
    asha.choose("How soon?", f"In a week: {week}")
    asha.fill("Year (BS)", str(to_bs(clock.today()).year + 1))
    asha.fill("Month", "1")
    asha.fill("Day", "5")
    asha.press("Save", status=422)
    assert "not both" in asha.page
    for label in ("Year (BS)", "Month", "Day"):
        asha.fill(label, "")
    assert f"by {week}" in asha.press("Save")
