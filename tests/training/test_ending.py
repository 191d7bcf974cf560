"""Ending a cohort, and what is not written of women whose files are closed or at rest."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID, uuid4

import pytest

from casework.cases.known import card_of
from casework.cases.state_changes import close
from casework.consent.actions import withdraw
from casework.consent.purposes import Purpose
from casework.consent.queries import standing
from casework.core.db import db
from casework.followup.models import FollowUp
from casework.training.enrolment import EnrolmentState
from casework.training.models import Cohort, CohortState
from tests.support.browser import Browser
from tests.support.people import World, acting, client_as
from tests.support.trainees import class_on, cohort, count, place, row, woman
from tests.training.test_pages import write_ago

FIRST, SECOND = "सीता", "गीता"


def nani(world: World) -> Browser:
    browser = client_as(world.nani)
    browser.allow("Nani", "Tailoring")
    return browser


def choose(browser: Browser, enrolment_id: UUID, how: str) -> None:
    """Press one of the two answers on a woman's line."""
    for field in browser.page.inputs():
        if field["name"] == f"how-{enrolment_id}" and field["value"] == how:
            field.attributes["checked"] = ""


def two(world: World) -> tuple[UUID, UUID, UUID]:
    made = cohort(world.nani)
    return (
        made,
        place(world.nani, made, woman(world.nani, FIRST)),
        place(world.nani, made, woman(world.nani, SECOND)),
    )


def states(world: World, *enrolments: UUID) -> list[EnrolmentState]:
    with acting(world.nani) as session:
        return [row(session, one).state for one in enrolments]


def rest(world: World, enrolment_id: UUID) -> None:
    """Her consent to be helped is withdrawn."""
    with acting(world.nani) as session:
        case_id = row(session, enrolment_id).folder_id
        said = standing(session, case_id).said[Purpose.KEEP]
        withdraw(session, world.nani.user, case_id, said.record_id)


def shut(world: World, enrolment_id: UUID) -> None:
    """Her file is closed."""
    with acting(world.nani) as session:
        case_id = row(session, enrolment_id).folder_id
        close(session, world.nani.user, case_id, closure_id=uuid4(), reason="goals_met")


def test_a_cohort_does_not_end_before_it_is_said_of_each_woman_how_it_ended(world: World) -> None:
    made, one, other = two(world)
    browser = nani(world)
    browser.visit(f"/cohorts/{made}")
    browser.click("This cohort has ended")
    assert not [
        field for field in browser.page.inputs() if field["type"] == "radio" and "checked" in field.attributes
    ]
    choose(browser, one, "completed")
    browser.press("End this cohort", status=422)
    assert "Please say how it ended for 1 woman more." in browser.page
    assert states(world, one, other) == [EnrolmentState.ENROLLED] * 2
    choose(browser, other, "left")
    page = browser.press("End this cohort")
    assert "The cohort has ended." in page
    assert states(world, one, other) == [EnrolmentState.COMPLETED, EnrolmentState.LEFT]


def test_ending_it_twice_has_one_effect(world: World) -> None:
    made, one, other = two(world)
    browser = nani(world)
    page = browser.visit(f"/cohorts/{made}/end")
    for _ in range(2):
        browser.page = page
        choose(browser, one, "completed")
        choose(browser, other, "completed")
        browser.press("End this cohort")
    with acting(world.nani) as session:
        assert [len(row(session, each).events) for each in (one, other)] == [2, 2]
        assert count(session, FollowUp) == 6


def test_what_was_written_down_meanwhile_stays(world: World) -> None:
    made, one, other = two(world)
    slow, quick = nani(world), nani(world)
    slow.visit(f"/cohorts/{made}/end")
    quick.visit(f"/enrolments/{one}/leaving")
    write_ago(quick, "left_on", 0)
    quick.press("Save")
    choose(slow, one, "completed")
    choose(slow, other, "completed")
    page = slow.press("End this cohort")
    assert "Of 1 woman it had been written down already, and stays as it is." in page
    assert states(world, one, other) == [EnrolmentState.LEFT, EnrolmentState.COMPLETED]


def test_a_cohort_that_goes_on_keeps_what_was_written(world: World) -> None:
    made, one, other = two(world)
    browser = nani(world)
    browser.visit(f"/cohorts/{made}/end")
    choose(browser, one, "completed")
    choose(browser, other, "left")
    browser.press("End this cohort")
    browser.press("It goes on after all")
    with world.app.app_context():
        assert db.session.get_one(Cohort, made).state is CohortState.OPEN
    assert states(world, one) == [EnrolmentState.COMPLETED]


def test_a_woman_whose_file_is_at_rest_is_on_no_roll(world: World) -> None:
    made, one, other = two(world)
    held = class_on(world.nani, made)
    browser = nani(world)
    browser.visit(f"/cohorts/{made}/roll/{held}")
    rest(world, one)
    for field in browser.page.inputs():
        if field["type"] == "radio" and field["value"] == "present":
            field.attributes["checked"] = ""
    browser.press("Save")
    assert "1 answer was not kept: her file is closed or at rest." in browser.page
    browser.visit(f"/cohorts/{made}/roll/{held}")
    assert "1 woman is not on this roll: her file is closed or at rest." in browser.page
    assert (FIRST in browser.page, SECOND in browser.page) == (False, True)
    with acting(world.nani) as session:
        assert [len(row(session, each).marks) for each in (one, other)] == [0, 1]


@pytest.mark.parametrize(
    ("stop", "state"), [(rest, EnrolmentState.ENROLLED), (shut, EnrolmentState.LEFT)], ids=["rest", "shut"]
)
def test_nothing_is_written_of_a_woman_whose_file_is_closed_or_at_rest(
    world: World, stop: Callable[[World, UUID], None], state: EnrolmentState
) -> None:
    made, one, _other = two(world)
    browser = nani(world)
    browser.visit(f"/enrolments/{one}/completion")
    form = browser.page
    stop(world, one)
    browser.page = form
    browser.press("Save", status=409)
    for path, body in (
        ("name", {"name": "Sita"}),
        ("asked-after", {}),
        ("place", {}),
    ):
        browser.visit(f"/cohorts/{made}")
        browser.post(f"/enrolments/{one}/{path}", body, status=409)
    assert states(world, one) == [state]
    browser.visit(f"/cohorts/{made}/end")
    assert FIRST not in browser.page


def test_whoever_waits_in_a_closed_file_is_given_no_place(world: World) -> None:
    made = cohort(world.nani, places=1)
    _first, waits = (place(world.nani, made, woman(world.nani, name)) for name in (FIRST, SECOND))
    browser = nani(world)
    browser.visit(f"/cohorts/{made}")
    shut(world, waits)
    browser.post(f"/enrolments/{waits}/place", {}, status=409)
    assert states(world, waits) == [EnrolmentState.LEFT]


def test_a_closed_file_gives_its_place_to_whoever_waits(world: World) -> None:
    made = cohort(world.nani, places=1)
    has, waits = (place(world.nani, made, woman(world.nani, name)) for name in (FIRST, SECOND))
    browser = nani(world)
    shut(world, has)
    browser.visit(f"/enrolments/{waits}")
    browser.press("Give her the place")
    assert states(world, has, waits) == [EnrolmentState.LEFT, EnrolmentState.ENROLLED]
    with acting(world.nani) as session:
        case_id = row(session, has).folder_id
    assert "Training: Left early" in browser.visit(f"/files/{case_id}")


def test_after_saving_the_page_says_what_was_saved_and_of_whom(world: World) -> None:
    made, one, _other = two(world)
    with acting(world.nani) as session:
        code = card_of(session, row(session, one).folder_id).code
    browser = nani(world)
    browser.visit(f"/enrolments/{one}/completion")
    page = browser.press("Save")
    assert f"That she completed the course is saved. Code {code}." in page
    case_id = woman(world.nani, "रीता")
    browser.visit(f"/files/{case_id}/enrol?cohort={made}")
    page = browser.press("Enrol")
    assert "She has a place in the cohort." in page


def test_completion_is_written_of_many_at_once_and_fails_for_one_alone(world: World) -> None:
    made, one, other = two(world)
    third = place(world.nani, made, woman(world.nani, "माया"))
    browser = nani(world)
    browser.visit(f"/cohorts/{made}")
    browser.click("Write down who completed")
    assert browser.page.data.decode().count('name="who"') == 3
    for field in browser.page.inputs():
        if field["value"] in (str(one), str(other)):
            field.attributes["checked"] = ""
    open_page = browser.page
    shut(world, other)
    browser.page = open_page
    told = browser.press("Save")
    assert "That 1 woman completed the course is saved." in told
    assert "1 answer was not kept" in told
    assert states(world, one, third) == [EnrolmentState.COMPLETED, EnrolmentState.ENROLLED]
    assert "This cohort has ended." not in browser.visit(f"/cohorts/{made}")
