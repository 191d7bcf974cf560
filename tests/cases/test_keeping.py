"""Closed files come back after their time, are read, and are kept or erased. Nothing goes by itself."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from casework.cases.queries import find
from casework.cases.retention.actions import keep, set_period
from casework.cases.retention.queries import due_for_review, years_before
from casework.cases.state_changes import close
from casework.core import clock
from casework.people.shown import load_sheets
from casework.sweep import sweep
from tests.cases.files import open_file
from tests.support.people import World, acting, client_as

YEAR = timedelta(days=366)


def closed(world: World, *, years: int) -> UUID:
    """A file that was closed so many years ago."""
    case_id = open_file(world.asha, "Sita")
    with acting(world.asha) as session:
        case = close(session, world.asha.user, case_id, closure_id=uuid4(), reason="moved")
        case.closed_on = years_before(clock.today(), years)
    return case_id


def due(world: World) -> list[UUID]:
    """What the supervisor is to look at."""
    with acting(world.sunita) as session:
        return [case.id for case in due_for_review(session, world.sunita.user)]


def test_a_file_is_looked_at_again_three_years_after_it_was_closed(world: World) -> None:
    long_ago, lately = closed(world, years=3), closed(world, years=2)
    assert due(world) == [long_ago]
    with acting(world.sunita) as session:
        set_period(session, world.sunita.user, 2)
    assert sorted(due(world)) == sorted([long_ago, lately])


def test_nothing_is_deleted_by_the_night(world: World) -> None:
    case_id = closed(world, years=20)
    with acting(world.sunita) as session:
        sweep(session)
    assert due(world) == [case_id]


def test_a_file_that_is_kept_comes_back_on_its_day(world: World) -> None:
    case_id = closed(world, years=4)
    with acting(world.sunita) as session:
        case = find(session, world.sunita.user, case_id)
        load_sheets(session, [case])
        until = clock.today() + timedelta(days=30)
        keep(session, world.sunita.user, case, kept_id=uuid4(), review_on=until, words="मुद्दा")
    assert due(world) == []
    with clock.at(clock.now() + timedelta(days=30)):
        assert due(world) == [case_id]


@pytest.mark.parametrize("years", ["0", "11"])
def test_the_period_is_from_one_to_ten_years(world: World, years: str) -> None:
    anu = client_as(world.anu)
    anu.visit("/review/period")
    anu.fill("After how many years is a closed file looked at again?", years)
    anu.press("Save", status=422)


def test_a_supervisor_keeps_a_file_with_a_reason(world: World) -> None:
    case_id = closed(world, years=4)
    sunita = client_as(world.sunita)
    sunita.visit("/review")
    sunita.visit(f"/files/{case_id}/keep")
    sunita.press("Keep it", status=422)
    sunita.fill("Why is it still needed?", "ज्यालाको मुद्दा चल्दै छ")
    assert "There is nothing to decide." in sunita.press("Keep it")


def test_a_year_before_the_29th_of_february_is_the_28th() -> None:
    assert years_before(date(2028, 2, 29), 1) == date(2027, 2, 28)
