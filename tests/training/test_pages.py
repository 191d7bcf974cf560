"""The coordinator's pages of training, and who does not get them."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import uuid4

import pytest

from casework.core import clock
from casework.core.bs_calendar import to_bs
from casework.training.enrolment import Attendance, CertificateName, Enrolment, EnrolmentState
from casework.training.models import Course
from casework.training.queries import progress
from tests.support.browser import Browser
from tests.support.form import write
from tests.support.people import World, acting, client_as
from tests.support.statements import statements
from tests.support.trainees import (
    class_on,
    cohort,
    count,
    full_cohort,
    place,
    referred,
    row,
    woman,
)

IDS = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|\b\d{3}-\d{3}\b")
"""Ids of rows, and the spoken codes of files."""


def nani(world: World, lang: str = "en") -> Browser:
    browser = client_as(world.nani, lang)
    browser.allow("Nani", "Tailoring")
    return browser


def write_day(browser: Browser, name: str, *parts: str) -> None:
    """Fill the three boxes of one day."""
    boxes = [field for field in browser.page.inputs() if field["name"] == name]
    for box, text in zip(boxes, parts, strict=True):
        write(box, text)


def write_ago(browser: Browser, name: str, days: int) -> None:
    """Fill the three boxes with today, or a day not long ago: the cohorts of these tests began last month."""
    day = to_bs(clock.today() - timedelta(days=days))
    write_day(browser, name, *map(str, (day.year, day.month, day.day)))


def answer(browser: Browser, name: str, label: str) -> None:
    """Choose one of the three answers on a woman's line."""
    for field in browser.page.inputs():
        if field["type"] == "radio" and browser.page.group(field).startswith(name):
            field.attributes.pop("checked", None)
            if browser.page.label(field) == label:
                field.attributes["checked"] = ""


@pytest.mark.parametrize("lang", ["en", "ne"])
def test_every_page_can_be_read(world: World, lang: str) -> None:
    made = cohort(world.nani, places=1)
    case_id = woman(world.nani, "सीता")
    enrolled = place(world.nani, made, case_id, "सीता कुमारी")
    place(world.nani, made, woman(world.nani, "गीता"))
    held = class_on(world.nani, made)
    browser = nani(world, lang)
    browser.visit("/courses")
    for path in (
        "/courses/new",
        "/cohorts",
        "/cohorts/new",
        f"/cohorts/{made}",
        f"/cohorts/{made}/details",
        f"/cohorts/{made}/enrol",
        f"/cohorts/{made}/roll/{held}",
        f"/files/{case_id}/enrol",
        f"/enrolments/{enrolled}",
        f"/enrolments/{enrolled}/name",
        f"/enrolments/{enrolled}/completion",
        f"/enrolments/{enrolled}/test",
        f"/enrolments/{enrolled}/leaving",
    ):
        browser.visit(path)


def test_a_coordinator_keeps_a_course_and_begins_a_cohort(world: World) -> None:
    browser = nani(world)
    browser.visit("/cohorts")
    browser.click("New cohort")
    assert "Write down the course first." in browser.page
    browser.fill("Title in Nepali", "सिलाइ")
    browser.fill("Title in English", "Sewing")
    browser.fill("Trade", "Tailoring and dressmaking")
    browser.fill("Hours in all", "३९०")
    browser.press("Save")
    assert "The course is saved." in browser.page
    browser.visit("/cohorts/new")
    browser.fill("Course", "Sewing")
    browser.fill("Name of the cohort", "Mangsir")
    write_day(browser, "first_day", "2083", "8", "1")
    browser.fill("Palika of the venue", "20104")
    browser.fill("Places", "20")
    page = browser.press("Save")
    assert page.headings[0].text == "Mangsir"


def test_a_roll_goes_by_one_sending_and_back_to_the_cohort(world: World) -> None:
    made = full_cohort(world.nani, 3)
    browser = nani(world)
    browser.visit(f"/cohorts/{made}")
    browser.press("Take the roll")
    legends = [legend.text for legend in browser.page.root.all("legend")]
    for legend in legends:
        answer(browser, legend, "Present")
    answer(browser, legends[0], "Absent")
    page = browser.press("Save")
    assert "The roll is saved." in page
    assert "Present 2 · Excused 0 · Absent 1" in page


def test_a_second_tab_is_shown_what_the_first_has_saved(world: World) -> None:
    made = cohort(world.nani)
    enrolled = place(world.nani, made, woman(world.nani, "सीता"))
    held = class_on(world.nani, made)
    one, other = nani(world), nani(world)
    for tab in (one, other):
        tab.visit(f"/cohorts/{made}/roll/{held}")
    answer(one, "सीता", "Present")
    one.press("Save")
    answer(other, "सीता", "Absent")
    other.press("Save", status=409)
    assert "Saved now: Present" in other.page
    with acting(world.nani) as session:
        assert row(session, enrolled).attended == 1
    other.press("Save")
    with acting(world.nani) as session:
        (mark,) = row(session, enrolled).marks
        assert (mark.value, len(mark.before)) == (Attendance.ABSENT, 1)


def test_a_woman_is_found_by_name_and_enrolled(world: World) -> None:
    made = cohort(world.nani)
    woman(world.nani, "लक्ष्मी तामाङ")
    browser = nani(world)
    browser.visit(f"/cohorts/{made}/enrol")
    browser.fill("Name, phone or code", "Laxmi")
    browser.press("Search")
    browser.click("लक्ष्मी तामाङ")
    browser.fill("Her name for the certificate", "Laxmi Kumari Tamang")
    browser.press("Enrol")
    assert "लक्ष्मी तामाङ" in browser.page
    with acting(world.nani) as session:
        assert (count(session, Enrolment), count(session, CertificateName)) == (1, 1)


def test_completion_test_and_certificate_are_written_down(world: World) -> None:
    made = cohort(world.nani)
    enrolled = place(world.nani, made, woman(world.nani, "सीता"))
    browser = nani(world)
    browser.visit(f"/enrolments/{enrolled}")
    browser.click("Completion and certificate")
    write_ago(browser, "completed_on", 1)
    browser.fill("Number of the certificate", "C-17")
    browser.press("Save")
    browser.click("Skill test")
    browser.choose("Level", "Level 2")
    write_ago(browser, "on", 0)
    browser.choose("Result", "Passed")
    page = browser.press("Save")
    assert "C-17" in page
    with acting(world.nani) as session:
        done = row(session, enrolled)
        assert (done.state, done.test and done.test.result) == (EnrolmentState.COMPLETED, "passed")
        told = progress(session, [done.folder_id])[done.folder_id]
        assert [(one.certificate, one.held) for one in told] == [("C-17", 0)]


def test_two_people_who_change_one_enrolment_see_both_versions(world: World) -> None:
    made = cohort(world.nani)
    enrolled = place(world.nani, made, woman(world.nani, "सीता"))
    one, other = nani(world), nani(world)
    for tab in (one, other):
        tab.visit(f"/enrolments/{enrolled}/leaving")
        write_ago(tab, "left_on", 0)
    one.fill("Reason, as far as she says", "Childcare")
    one.press("Save")
    other.fill("Reason, as far as she says", "Found a job")
    other.press("Save", status=409)
    assert "Childcare" in other.page
    assert "Found a job" in other.page
    other.press("Keep what I wrote")
    with acting(world.nani) as session:
        assert row(session, enrolled).left_reason == "job"


def test_referred_and_direct_trainees_look_the_same(world: World) -> None:
    pages = []
    cohorts = cohort(world.nani), cohort(world.nani)
    women = referred(world, "सीता"), woman(world.nani, "सीता")
    places = [place(world.nani, *pair, "सीता कुमारी") for pair in zip(cohorts, women, strict=True)]
    for made, case_id, enrolled in zip(cohorts, women, places, strict=True):
        held = class_on(world.nani, made)
        browser = nani(world)
        pages.append(
            [
                _masked(browser, path)
                for path in (
                    f"/cohorts/{made}",
                    f"/cohorts/{made}/roll/{held}",
                    f"/enrolments/{enrolled}",
                    f"/files/{case_id}/enrol",
                )
            ]
        )
    assert pages[0] == pages[1]


def _masked(browser: Browser, path: str) -> tuple[str, int]:
    with statements() as sent:
        text = browser.visit(path).data.decode()
    return re.sub(r'value="[\w-]{43,64}"', "", IDS.sub("id", text)), len(sent)


@pytest.mark.parametrize(("page", "name", "value"), [("roll", "mark", "absent"), ("end", "how", "left")])
def test_answers_on_the_lines_of_women_are_there_again_after_a_sign_out(
    world: World, page: str, name: str, value: str
) -> None:
    made = cohort(world.nani)
    enrolled = place(world.nani, made, woman(world.nani, "सीता"))
    path = f"/cohorts/{made}/roll/{class_on(world.nani, made)}" if page == "roll" else f"/cohorts/{made}/end"
    browser = nani(world)
    browser.visit(path)
    hidden = {one["name"]: one["value"] for one in browser.page.root.all("input") if one["type"] == "hidden"}
    browser.client.post("/quick-exit", data={**hidden, "typed_path": path, f"{name}-{enrolled}": value})
    again = nani(world)
    again.visit(path)
    (chosen,) = [
        one["value"]
        for one in again.page.inputs()
        if one["name"] == f"{name}-{enrolled}" and "checked" in one
    ]
    assert chosen == value


def test_others_get_the_same_answer_as_for_nothing(world: World) -> None:
    made = cohort(world.nani)
    enrolled = place(world.nani, made, woman(world.nani, "सीता"))
    for someone in (world.asha, world.sunita, world.maya):
        browser = client_as(someone)
        for path in (f"/cohorts/{made}", f"/cohorts/{uuid4()}", f"/enrolments/{enrolled}", "/courses"):
            browser.visit(path, status=403)


def test_a_second_sending_makes_one_course(world: World) -> None:
    browser, new_id = nani(world), uuid4()
    browser.visit("/courses/new")
    sent = {
        "form_name": "CourseForm",
        "new_id": str(new_id),
        "title_ne": "सिलाइ",
        "title_en": "Sewing",
        "trade": "tailoring",
        "hours": "390",
    }
    for _ in range(2):
        browser.visit("/courses/new")
        browser.post("/courses/new", sent)
    with acting(world.nani) as session:
        assert count(session, Course) == 1


def test_somebody_absent_three_times_is_marked_on_the_cohort(world: World) -> None:
    made = cohort(world.nani)
    place(world.nani, made, woman(world.nani, "सीता"))
    browser = nani(world)
    for ago in (2, 1, 0):
        held = class_on(world.nani, made, clock.today() - timedelta(days=ago))
        browser.visit(f"/cohorts/{made}/roll/{held}")
        answer(browser, "सीता", "Absent")
        browser.press("Save")
    assert "Ask after her" in browser.page
    browser.click("सीता")
    browser.press("We asked after her")
    assert "Ask how she is" not in browser.page
