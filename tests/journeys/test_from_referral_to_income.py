"""The main job, between two organisations, on PostgreSQL with two workers."""

from __future__ import annotations

import pytest

from casework.core import clock
from tests.journeys.conftest import Arrive
from tests.journeys.steps import NAME, PHONE, make_cohort, open_file, refer
from tests.journeys.walker import Walker

pytestmark = pytest.mark.journey

COHORT = "साउन समूह"
CERTIFICATE = "NSTB-77"


@pytest.fixture
def engine_name() -> str:
    """What two workers do at once is kept apart by PostgreSQL."""
    return "postgresql"


def test_a_woman_is_referred_learns_and_earns(arrive: Arrive) -> None:
    asha, nani = arrive("asha"), arrive("nani")
    open_file(asha)
    refer(asha)
    referral = asha.main.get_by_role("heading", level=1).inner_text()
    make_cohort(nani, COHORT)
    _accept(nani, referral)
    _learn(nani)
    _complete(nani)
    _earn(nani)
    _hear(asha)


def _accept(nani: Walker, referral: str) -> None:
    nani.open("Referrals")
    assert not nani.reads(NAME)
    nani.click(referral)
    assert not nani.reads(NAME)
    nani.press("Accept")
    nani.on(NAME)
    assert not nani.reads(PHONE)


def _learn(nani: Walker) -> None:
    nani.click("Enrol her")
    nani.choose("Cohort", COHORT)
    nani.press("Enrol")
    nani.press("Take the roll")
    nani.choose(NAME, nani.code("attendance", "present"))
    nani.press("Save")
    nani.sees("The roll is saved.", nani.say("Came on %(came)s of %(held)s days", came=1, held=1))


def _complete(nani: Walker) -> None:
    nani.click(NAME)
    nani.click("Completion and certificate")
    nani.day("Completed on", clock.today())
    nani.fill("Number of the certificate", CERTIFICATE)
    nani.press("Save")
    nani.sees("Completed on", CERTIFICATE)


def _earn(nani: Walker) -> None:
    nani.open("Files")
    nani.click(NAME)
    nani.click("Open", within=nani.card("What she does now"))
    nani.click("Write down what she does now")
    nani.choose("How did you ask?", "She came")
    nani.choose("What does she do now?", nani.code("current_activity", "own_business"))
    nani.choose("Her income last month", nani.code("income_band", "5000_9999"))
    nani.press("Save")
    nani.sees(nani.code("current_activity", "own_business"), nani.code("income_band", "5000_9999"))


def _hear(asha: Walker) -> None:
    asha.open("Referrals")
    asha.sees("New answer")
    asha.click(NAME)
    asha.press("I have read it")
    asha.sees("How it goes", asha.code("current_activity", "own_business"))
