"""Closing and opening again; plan and notes."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from casework.cases.errors import FileClosed
from casework.cases.notes import Note
from casework.cases.plan import Action, Goal
from casework.cases.planning import add_action, add_goal, add_note, row_of
from casework.cases.queries import find
from casework.cases.state import Closure
from casework.cases.state_changes import close, reopen
from casework.core import clock
from casework.core.errors import NotVisible
from casework.people.models import Record
from casework.vault.keyring import keyring
from tests.cases.files import open_file
from tests.support.people import World, acting, client_as


def test_a_file_is_closed_with_a_reason_and_opened_again(world: World) -> None:
    case_id = open_file(world.asha, "लक्ष्मी तामाङ")
    asha = client_as(world.asha)
    asha.visit(f"/files/{case_id}/close")
    asha.choose("Why is the file closed?", "Plan goals met")
    page = asha.press("Close this file")
    assert "This file is closed" in page
    assert "Plan goals met" in page
    asha.click("Open it again")
    page = asha.press("Open it again")
    assert "This file is closed" not in page
    assert "File opened again" in page


def test_closing_twice_is_one_closure(world: World) -> None:
    case_id = open_file(world.asha, "Sita")
    for _time in range(2):
        with acting(world.asha) as session:
            close(session, world.asha.user, case_id, closure_id=uuid4(), reason="moved")
    with acting(world.asha) as session:
        assert session.scalar(select(func.count()).select_from(Closure)) == 1


def test_nobody_writes_in_a_closed_file(world: World) -> None:
    case_id = open_file(world.asha, "Sita")
    with acting(world.asha) as session:
        close(session, world.asha.user, case_id, closure_id=uuid4(), reason="moved")
    with pytest.raises(FileClosed), acting(world.asha) as session:
        keyring(session).open_folders(session, [case_id])
        case = find(session, world.asha.user, case_id)
        add_note(session, world.asha.user, case, note_id=uuid4(), words="x")
    with acting(world.asha) as session:
        reopen(session, world.asha.user, case_id, reopening_id=uuid4())


def test_a_double_click_makes_one_goal_one_step_and_one_note(world: World) -> None:
    case_id = open_file(world.asha, "Sita")
    goal_id, step_id, note_id = uuid4(), uuid4(), uuid4()
    for _time in range(2):
        with acting(world.asha) as session:
            keyring(session).open_folders(session, [case_id])
            user, case = world.asha.user, find(session, world.asha.user, case_id)
            add_goal(session, user, case, goal_id=goal_id, dimension="economic", words="पसल")
            add_action(
                session, user, case, action_id=step_id, words="बुझ्ने", due_on=clock.today(), by_user=None
            )
            add_note(session, user, case, note_id=note_id, words="भेट", reached=True)
    with acting(world.asha) as session:
        for cls in (Goal, Action, Note):
            assert session.scalar(select(func.count()).select_from(cls)) == 1
        keyring(session).open_folders(session, [case_id])
        assert session.scalars(select(Record)).one().last_contact == clock.today()


def test_a_row_of_another_file_is_not_found_through_ones_own(world: World) -> None:
    mine, other, goal_id = open_file(world.asha, "Sita"), open_file(world.asha, "Gita"), uuid4()
    with acting(world.asha) as session:
        keyring(session).open_folders(session, [mine, other])
        user = world.asha.user
        add_goal(session, user, find(session, user, other), goal_id=goal_id, dimension="social", words="x")
        session.flush()
        with pytest.raises(NotVisible):
            row_of(session, find(session, user, mine), Goal, goal_id)


def test_a_postponed_step_keeps_every_day_it_had(world: World) -> None:
    step = Action(
        folder_id=uuid4(), words="x", due_on=date(2026, 11, 1), made_on=date(2026, 10, 1), made_by=uuid4()
    )
    step.postpone(date(2026, 11, 9), world.asha.id, date(2026, 11, 1))
    step.postpone(date(2026, 11, 20), world.asha.id, date(2026, 11, 9))
    assert step.due_on == date(2026, 11, 20)
    assert [one.was for one in step.moved] == [date(2026, 11, 1), date(2026, 11, 9)]


def test_a_corrected_note_keeps_its_earlier_wording(world: World) -> None:
    case_id = open_file(world.asha, "Sita")
    asha = client_as(world.asha)
    asha.visit(f"/files/{case_id}/notes/new")
    asha.fill("What should be remembered?", "पहिलो लेखाइ")
    asha.press("Save")
    asha.visit(_note_path(world, case_id))
    asha.fill("What should be remembered?", "दोस्रो लेखाइ")
    page = asha.press("Save")
    assert "दोस्रो लेखाइ" in page
    assert "पहिलो लेखाइ" in page


def _note_path(world: World, case_id: object) -> str:
    with acting(world.asha) as session:
        return f"/files/{case_id}/notes/{session.scalars(select(Note.id)).one()}"
