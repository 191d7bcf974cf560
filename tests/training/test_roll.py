"""The roll: saved at once, merged line by line, corrected with a trace."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from casework.cases.due import Due
from casework.cases.models import Case
from casework.cases.queries import visible_to
from casework.core import clock
from casework.core.errors import NotVisible
from casework.people.shown import load_sheets
from casework.training.enrolment import Attendance
from casework.training.errors import ClassToCome
from casework.training.outcomes import asked_after
from casework.training.queries import find_cohort
from casework.training.roll import Answer, Roll, roll_of, save_roll
from casework.training.told import absences
from casework.vault.grants import drop
from casework.vault.keyring import keyring
from tests.support.people import Someone, World, acting
from tests.support.statements import statements
from tests.support.trainees import class_on, cohort, full_cohort, place, referred, row, woman

PRESENT, EXCUSED, ABSENT = Attendance.PRESENT, Attendance.EXCUSED, Attendance.ABSENT


def roll(session: Session, someone: Someone, cohort_id: UUID, class_id: UUID) -> Roll:
    return roll_of(session, find_cohort(session, someone.user, cohort_id), class_id)


def due(session: Session, someone: Someone) -> list[Due]:
    cases = list(session.scalars(visible_to(someone.user)))
    load_sheets(session, cases)
    return absences(session, someone.user, cases)


def answer_all(someone: Someone, cohort_id: UUID, class_id: UUID, value: Attendance) -> None:
    with acting(someone) as session:
        found = roll(session, someone, cohort_id, class_id)
        answers = {line.enrolment.id: Answer(value, line.value) for line in found.lines}
        assert save_roll(session, someone.user, found, answers) == []


def test_a_roll_is_open_until_it_is_answered(world: World) -> None:
    made = full_cohort(world.nani, 3)
    held = class_on(world.nani, made)
    with acting(world.nani) as session:
        assert [line.value for line in roll(session, world.nani, made, held).lines] == [None] * 3
    answer_all(world.nani, made, held, PRESENT)
    with acting(world.nani) as session:
        saved = roll(session, world.nani, made, held)
        assert (saved.open_lines, saved.totals[PRESENT]) == (0, 3)


def test_a_day_has_one_class(world: World) -> None:
    made = cohort(world.nani)
    assert class_on(world.nani, made) == class_on(world.nani, made)


def test_the_roll_of_a_day_to_come_is_closed(world: World) -> None:
    made = cohort(world.nani)
    held = class_on(world.nani, made, clock.today() + timedelta(days=1))
    with acting(world.nani) as session, pytest.raises(ClassToCome):
        roll(session, world.nani, made, held)


def test_a_correction_leaves_a_trace(world: World) -> None:
    made = cohort(world.nani)
    enrolled = place(world.nani, made, woman(world.nani, "सीता"))
    held = class_on(world.nani, made)
    answer_all(world.nani, made, held, ABSENT)
    answer_all(world.nani, made, held, EXCUSED)
    with acting(world.nani) as session:
        (mark,) = row(session, enrolled).marks
        assert mark.value is EXCUSED
        assert [(earlier.value, earlier.by) for earlier in mark.before] == [(ABSENT, world.nani.id)]


def test_saving_the_same_answer_again_writes_nothing(world: World) -> None:
    made = cohort(world.nani)
    enrolled = place(world.nani, made, woman(world.nani, "सीता"))
    held = class_on(world.nani, made)
    answer_all(world.nani, made, held, PRESENT)
    with acting(world.nani) as session:
        before = row(session, enrolled).version
    answer_all(world.nani, made, held, PRESENT)
    with acting(world.nani) as session:
        assert row(session, enrolled).version == before


def test_two_tabs_that_answer_different_lines_both_count(world: World) -> None:
    made = cohort(world.nani)
    one, other = (place(world.nani, made, woman(world.nani, name)) for name in ("सीता", "गीता"))
    held = class_on(world.nani, made)
    for enrolled, value in ((one, PRESENT), (other, ABSENT)):
        with acting(world.nani) as session:
            found = roll(session, world.nani, made, held)
            untouched = other if enrolled is one else one
            answers = {enrolled: Answer(value, None), untouched: Answer(None, None)}
            assert save_roll(session, world.nani.user, found, answers) == []
    with acting(world.nani) as session:
        marks = [row(session, each).mark_of(held) for each in (one, other)]
        assert [mark.value for mark in marks if mark] == [PRESENT, ABSENT]


def test_two_tabs_that_answer_one_line_otherwise_overwrite_nothing(world: World) -> None:
    made = cohort(world.nani)
    enrolled = place(world.nani, made, woman(world.nani, "सीता"))
    held = class_on(world.nani, made)
    answer_all(world.nani, made, held, PRESENT)
    with acting(world.nani) as session:
        found = roll(session, world.nani, made, held)
        clashes = save_roll(session, world.nani.user, found, {enrolled: Answer(ABSENT, None)})
        assert [line.enrolment.id for line in clashes] == [enrolled]
    with acting(world.nani) as session:
        mark = row(session, enrolled).mark_of(held)
        assert mark is not None
        assert (mark.value, mark.before) == (PRESENT, ())


def test_she_whose_share_ended_leaves_the_roll_and_past_totals_stay(world: World) -> None:
    made, case_id = cohort(world.nani), referred(world, "सीता")
    enrolled = place(world.nani, made, case_id)
    place(world.nani, made, woman(world.nani, "गीता"))
    held = class_on(world.nani, made)
    answer_all(world.nani, made, held, PRESENT)
    with acting(world.nani) as session:
        source = session.get_one(Case, case_id).source_id
        assert source is not None
        keyring(session).open_folders(session, [source])
        share = keyring(session).opened[source].share
        assert share is not None
        drop(session, [share.id])
    with acting(world.nani) as session:
        left = roll(session, world.nani, made, held)
        assert [line.name for line in left.lines] == ["गीता"]
        assert left.totals[PRESENT] == 2
        save_roll(session, world.nani.user, left, {enrolled: Answer(ABSENT, PRESENT)})
        assert roll(session, world.nani, made, held).totals[ABSENT] == 0


def test_another_organisations_class_is_not_there(world: World) -> None:
    made, other = cohort(world.nani), cohort(world.nani)
    held = class_on(world.nani, other)
    with acting(world.nani) as session, pytest.raises(NotVisible):
        roll(session, world.nani, made, held)


def test_three_absences_in_a_row_come_to_her_day_until_somebody_asks(world: World) -> None:
    made = cohort(world.nani)
    enrolled = place(world.nani, made, woman(world.nani, "सीता"))
    for ago, value in ((5, ABSENT), (4, PRESENT), (3, ABSENT), (2, ABSENT)):
        held = class_on(world.nani, made, clock.today() - timedelta(days=ago))
        answer_all(world.nani, made, held, value)
    with acting(world.nani) as session:
        assert due(session, world.nani) == []
    answer_all(world.nani, made, class_on(world.nani, made), ABSENT)
    with acting(world.nani) as session:
        (item,) = due(session, world.nani)
        assert item.url == f"/enrolments/{enrolled}"
        asked_after(session, world.nani.user, row(session, enrolled))
        assert due(session, world.nani) == []


def test_a_long_roll_asks_no_more_of_the_database_than_a_short_one(world: World) -> None:
    asked = []
    for size in (5, 20):
        made = full_cohort(world.nani, size)
        held = class_on(world.nani, made)
        with acting(world.nani) as session, statements() as sent:
            assert len(roll(session, world.nani, made, held).lines) == size
        asked.append(len(sent))
    assert asked[0] == asked[1]
