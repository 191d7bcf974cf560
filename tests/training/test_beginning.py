"""A cohort has a first day: what comes before it, and what begins in vain."""

from __future__ import annotations

from casework.people.models import Livelihood
from casework.vault.heads import the_head
from casework.vault.keyring import keyring
from tests.support.browser import Browser
from tests.support.people import World, acting
from tests.support.trainees import class_on, cohort, place, woman
from tests.training.test_pages import answer, nani, write_day


def test_nothing_comes_of_a_place_before_the_cohort_began(world: World) -> None:
    made = cohort(world.nani)
    enrolled = place(world.nani, made, woman(world.nani, "सीता"))
    browser = nani(world)
    for kind, day in (("completion", "completed_on"), ("leaving", "left_on")):
        browser.visit(f"/enrolments/{enrolled}/{kind}")
        write_day(browser, day, "2083", "1", "1")
        assert "it had not begun yet" in browser.press("Save", status=422)
    browser.visit(f"/cohorts/{made}")
    write_day(browser, "day", "2083", "1", "1")
    assert "it had not begun yet" in browser.press("Take the roll", status=422)


def test_a_class_that_was_not_held_is_taken_away_and_numbers_nothing(world: World) -> None:
    made = cohort(world.nani)
    place(world.nani, made, woman(world.nani, "सीता"))
    browser = nani(world)
    path = f"/cohorts/{made}/roll/{class_on(world.nani, made)}"
    browser.visit(path)
    assert "Class 1" not in browser.press("Take this class away: it was not held")
    held = class_on(world.nani, made)
    browser.visit(f"/cohorts/{made}/roll/{held}")
    answer(browser, "सीता", "Present")
    browser.press("Save")
    browser.post(f"/cohorts/{made}/roll/{held}/take-away", {}, status=409)


def test_the_enrol_page_says_what_she_wants_to_learn_and_what_has_begun(world: World) -> None:
    wanted, other = cohort(world.nani, trade="beautician"), cohort(world.nani)
    case_id = woman(world.nani, "सीता")
    with acting(world.nani) as session:
        keyring(session).open_folders(session, [case_id])
        the_head(session, Livelihood, case_id).trades_wanted = ("beautician",)
    browser = nani(world)
    page = browser.visit(f"/files/{case_id}/enrol")
    assert "She wants to learn: Beautician" in page
    assert "begun already" in page
    assert _cohorts(browser) == [(str(wanted), True), (str(other), False)]
    browser.visit(f"/files/{case_id}/enrol?cohort={other}")
    assert _cohorts(browser) == [(str(wanted), False), (str(other), True)]


def _cohorts(browser: Browser) -> list[tuple[str, bool]]:
    """The cohorts in their order, and which is chosen."""
    answers = [one for one in browser.page.root.all("input") if one["name"] == "cohort"]
    return [(one["value"], "checked" in one) for one in answers]
