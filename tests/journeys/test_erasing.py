"""What ends: consent that is asked again in time, and a file that two people erase."""

from __future__ import annotations

from datetime import timedelta

import pytest

from casework.consent.actions import LASTS
from casework.consent.purposes import AGREES, QUESTIONS, Purpose
from casework.core import clock
from tests.journeys.conftest import Arrive
from tests.journeys.steps import english, how_it_went
from tests.referrals.files import NAME, open_file, refer, take_up
from tests.support.people import World

pytestmark = pytest.mark.journey


def test_consent_that_ends_is_asked_for_again(world: World, arrive: Arrive) -> None:
    with clock.at(clock.now() - LASTS + timedelta(days=20)):
        open_file(world.asha)
    asha = arrive("asha")
    asha.open("My day")
    asha.sees("Her consent ends: talk with her about it when she comes")
    asha.click(NAME, within=asha.main.get_by_role("list", name=asha.say("In the next days")))
    asha.click("What she agreed to")
    asha.click("Talk about it again")
    asha.choose(english(QUESTIONS[Purpose.KEEP]), english(AGREES))
    how_it_went(asha)
    asha.press("Save")
    asha.on("What she agreed to")
    asha.open("My day")
    assert not asha.reads(asha.say("Her consent ends: talk with her about it when she comes"))


def test_two_people_erase_her_file_and_the_partner_learns_of_it(world: World, arrive: Arrive) -> None:
    case_id = open_file(world.asha)
    take_up(world.nani, refer(world.asha, case_id))
    asha = arrive("asha")
    asha.open("Files")
    asha.click(NAME)
    asha.click("What she agreed to")
    asha.click("Have this file erased")
    asha.choose("Why shall this file be erased?", "She wants it")
    asha.press("Ask for it to be erased")
    asha.sees("Somebody asks for this file to be erased")
    sunita = arrive("sunita")
    sunita.open("My day")
    sunita.click("Keep or erase")
    sunita.click(NAME)
    sunita.tick("I have read what goes, and it shall be erased.")
    sunita.press("Erase it now")
    sunita.sees("The file was erased. Nothing of it can be brought back.")
    asha.reload()
    asha.on("This page could not be found")
    assert not asha.reads(NAME)
    nani = arrive("nani")
    nani.open("My day")
    nani.click("Keep or erase")
    nani.sees("Erased elsewhere at her wish")
    nani.click("Keep")
    nani.fill("Why is it still needed?", "प्रमाणपत्र")
    nani.press("Keep it")
    nani.sees("There is nothing to decide.")
