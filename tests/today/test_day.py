"""My day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy.orm import Session

from auth.models import User, UserRole
from auth.roles import Role
from casework.audit.chain import Actor, note
from casework.audit.models import Act
from casework.cases.state_changes import hand_over
from casework.core import clock
from casework.followup.actions import plan
from casework.people.models import Safety, SafetyCheck
from tests.cases.files import open_file
from tests.support.browser import Browser
from tests.support.people import World, acting, client_as
from tests.support.statements import statements
from tests.support.trainees import woman
from tests.today.steps import step

NOON = datetime(2026, 11, 22, 6, 15, tzinfo=UTC)


def test_steps_that_are_due_and_overdue_stand_on_her_day(world: World) -> None:
    with clock.at(NOON):
        case_id = open_file(world.asha, "Sita")
        step(world, case_id, "आज गर्ने काम", days=0)
        step(world, case_id, "नाघेको काम", days=-3)
        step(world, case_id, "धेरै पछिको काम", days=40)
        page = client_as(world.asha).visit("/today")
    assert "आज गर्ने काम" in page
    assert "नाघेको काम" in page
    assert "धेरै पछिको काम" not in page


def test_a_safety_check_is_called_check_today_and_nothing_else(world: World) -> None:
    with clock.at(NOON):
        check = SafetyCheck(clock.today() - timedelta(days=2), Safety.NO, clock.today())
        reached: dict[str, Any] = {"contact__phone": "9800000001", "contact__channels": ("call",)}
        reached["contact__reachable"] = "phone"
        open_file(world.asha, "Sita", record__safety=(check,), **reached)
        page = client_as(world.asha).visit("/today")
    assert "Check today" in page
    for word in ("safe", "danger"):
        assert word not in page.text.lower()


def test_whoever_was_not_reached_for_long_is_named(world: World) -> None:
    with clock.at(NOON):
        open_file(world.asha, "Sita")
    with clock.at(NOON + timedelta(days=29)):
        assert "Not reached for long" not in client_as(world.asha).visit("/today")
    with clock.at(NOON + timedelta(days=31)):
        page = client_as(world.asha).visit("/today")
    assert "Not reached for long" in page
    assert "Sita" in page


def test_her_day_holds_only_her_own_files(world: World) -> None:
    with clock.at(NOON):
        step(world, open_file(world.asha, "Sita"), "मेरो काम", days=0)
        for other in (world.sunita, world.bina, world.nani):
            assert "मेरो काम" not in client_as(other).visit("/today")


def test_her_day_takes_as_many_statements_for_many_files_as_for_few(world: World) -> None:
    with clock.at(NOON):
        for number in range(2):
            step(world, open_file(world.asha, f"Sita {number}"), "काम", days=0)
        asha = client_as(world.asha)
        with statements() as few:
            asha.visit("/today")
        for number in range(8):
            step(world, open_file(world.asha, f"Gita {number}"), "काम", days=0)
        with statements() as many:
            asha.visit("/today")
    assert len(many) == len(few)


def test_a_file_handed_over_stands_on_the_day_of_whoever_got_it_until_she_opens_it(world: World) -> None:
    with clock.at(NOON):
        case_id = open_file(world.sunita, "Sita")
        with acting(world.sunita) as session:
            hand_over(session, world.sunita.user, [case_id], world.asha.id)
    with clock.at(NOON + timedelta(days=1)):
        asha = client_as(world.asha)
        page = asha.visit("/today")
        assert "Handed over to you" in page
        assert "Sunita" in page
        asha.visit(f"/files/{case_id}")
        assert "Handed over to you" not in asha.visit("/today")
        assert "Handed over to you" not in client_as(world.sunita).visit("/today")


def test_a_follow_up_says_how_many_months_after_the_course_it_is(world: World) -> None:
    with clock.at(NOON):
        case_id = woman(world.nani, "सीता")
        with acting(world.nani) as session:
            plan(session, world.nani.user, case_id, uuid4(), clock.today() - timedelta(days=100))
        nani = client_as(world.nani)
        assert "Ask what she does now, 3 months after the course" in nani.visit("/today")
        assert "सीता" in nani.click("Whom to ask what she does now")
    with clock.at(NOON + timedelta(days=300)):
        nani = client_as(world.nani)
        assert nani.visit("/today").text.count("Ask what she does now") == 1
        assert "Ask what she does now: 3, 6 and 12 months after the course" in nani.visit("/today")


def test_a_supervisor_sees_whose_work_is_overdue_and_what_it_is(world: World) -> None:
    with clock.at(NOON):
        case_id = open_file(world.asha, "Sita")
        step(world, case_id, "नाघेको काम", days=1)
        step(world, case_id, "पछिको काम", days=9)
    with clock.at(NOON + timedelta(days=3)):
        sunita = client_as(world.sunita)
        page = sunita.visit("/today")
        assert "1 thing is overdue" in page
        assert "Sita" not in page
        late = sunita.click("Asha")
        assert "नाघेको काम" in late
        assert "पछिको काम" not in late
        assert "overdue with your colleagues" not in client_as(world.asha).visit("/today").text.lower()


def test_a_supervisors_day_takes_as_many_statements_for_many_workers_as_for_few(world: World) -> None:
    with clock.at(NOON):
        step(world, open_file(world.asha, "Sita"), "काम", days=-2)
        sunita = client_as(world.sunita)
        with statements() as few:
            sunita.visit("/today")
        with acting(world.sunita) as session:
            others = [hired(session, world.sunita.organisation_id, number) for number in range(4)]
        for number, other in enumerate(others):
            case_id = open_file(world.asha, f"Gita {number}")
            step(world, case_id, "काम", days=-2)
            with acting(world.sunita) as session:
                hand_over(session, world.sunita.user, [case_id], other)
        with statements() as many:
            page = sunita.visit("/today")
    assert page.text.count("is overdue") == 1 + len(others)
    assert len(many) == len(few)


def test_news_about_the_keys_stands_on_her_day_until_she_has_read_it(world: World) -> None:
    with acting(world.sunita) as session:
        actor = Actor(world.sunita.organisation_id, world.sunita.id)
        note(session, actor, Act.EPOCH_BEGUN)
    asha = client_as(world.asha)
    assert "about the keys of your organisation" in asha.visit("/today")
    asha.click("Read it")
    asha.press("I have read it")
    assert "about the keys of your organisation" not in asha.visit("/today")


def test_the_only_steward_is_told_on_her_day_and_the_administrator_on_her_first_page(world: World) -> None:
    assert "You are the only steward" in client_as(world.sunita).visit("/today")
    assert "Only one person looks after the keys" in client_as(world.anu).visit("/people")
    assert "You are the only steward" in client_as(world.ojaswi).visit("/releases")


def hired(session: Session, organisation_id: UUID, number: int) -> UUID:
    """A caseworker without keys yet: files can be given to her."""
    person = User(
        organisation_id=organisation_id,
        login=f"worker-{number}",
        name_en=f"Worker {number}",
        name_ne=f"कर्मचारी {number}",
        created_at=clock.now(),
        role_rows=[UserRole(role=Role.CASEWORKER)],
    )
    session.add(person)
    session.flush()
    return person.id


@pytest.mark.parametrize("somebody", ["asha", "sunita", "nani", "maya", "anu", "ojaswi", "uma"])
def test_everybody_is_led_to_a_first_page_of_her_own(world: World, somebody: str) -> None:
    page = client_as(world.people[somebody]).visit("/")
    assert page.path != "/"


def test_whoever_is_signed_out_is_led_to_the_sign_in(world: World, browsers: Callable[..., Browser]) -> None:
    page = browsers("en").visit("/")
    assert page.path.startswith("/sign-in")
