"""She moves: her file passes to the organisation that helps her from now on."""

from __future__ import annotations

import pytest

from casework.consent.purposes import AGREES, QUESTIONS, Purpose
from tests.journeys.conftest import Arrive
from tests.journeys.steps import english, how_it_went
from tests.referrals.files import NAME, open_file
from tests.referrals.passing_on import acquaint
from tests.support.people import ORGANISATIONS, World

pytestmark = pytest.mark.journey


def test_a_file_passes_and_she_is_asked_anew(world: World, arrive: Arrive) -> None:
    acquaint(world)
    open_file(world.asha)
    asha = arrive("asha")
    asha.open("Files")
    asha.click(NAME)
    asha.click("Pass it on to another organisation")
    asha.choose(
        "Which organisation shall help her from now on?",
        {"ne": ORGANISATIONS["b"][2], "en": ORGANISATIONS["b"][1]}[asha.lang],
    )
    asha.fill("Why, in one line?", "उहाँ अर्को जिल्ला सर्नुभयो")
    asha.choose(english(QUESTIONS[Purpose.PASS_ON]), english(AGREES))
    how_it_went(asha)
    asha.press("Offer the file, as she agreed")
    asha.sees("Waiting for an answer")
    gita = arrive("gita")
    gita.open("My day")
    gita.click("A file waits to be taken over")
    gita.sees("What comes along")
    gita.box("Who helps her here?").select_option({"ne": "बिना", "en": "Bina"}[gita.lang])
    gita.press("Take the file over")
    gita.sees("The file is here now. Talk with her: what she agrees to is asked anew.")
    gita.sees("Ask her what she agrees to")
    asha.open("My day")
    asha.click("An answer has come")
    asha.press("I have read it")
    assert not asha.reads(NAME)
