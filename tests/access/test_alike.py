"""A woman who was referred and one who came by herself, of whom the same is known: on the network's pages
nothing tells one from the other.

What is changed at the sender's, or said there, may lead to a page of its own; the way to it looks alike.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from casework.cases.actions import open_case, save
from casework.cases.models import Case
from casework.cases.planning import add_note
from casework.consent.actions import LASTS, record
from casework.consent.purposes import FIRST, State
from casework.core import clock
from casework.core.partial_date import PartialDate
from casework.referrals.actions.offering import Said, Wish, offer
from casework.training.enrolment import Enrolment
from casework.training.outcomes import complete
from casework.vault.compartments import Compartment
from casework.vault.keyring import keyring
from tests.access.walking import masked
from tests.referrals.files import ALL, in_nepali, take_up, talk
from tests.support.browser import Browser
from tests.support.people import Someone, World, acting, world
from tests.support.trainees import class_on, cohort, place

__all__ = ["world"]

MOMENT = datetime(2026, 11, 20, 5, 0, tzinfo=UTC)
NAME = "मनमाया घले"
PAGES = ("", "?all=1", "/record", "/notes/new", "/talk", "/close", "/now", "/business", "/enrol")
"""The file, what it is printed from, and every page on it that the network itself writes."""


@dataclass(frozen=True)
class Two:
    """Two files of the network, and the cohort in which both are."""

    referred: UUID
    came: UUID
    cohort: UUID


def opened(someone: Someone, *, told: bool = True) -> UUID:
    """A file with the same answers, whoever opens it."""
    with acting(someone) as session:
        case, person = open_case(session, someone.user, case_id=uuid4())
        record(session, someone.user, case.id, dict.fromkeys(FIRST, State.GIVEN), talk())
        person.identity.name, person.identity.birth = NAME, PartialDate.from_bs(2050)
        if told:
            person.contact.reachable, person.contact.phone = "phone", "9800000123"
            person.contact.palika, person.contact.channels = 30601, ("call",)
            person.livelihood.trades_wanted = ("tailoring",)
        save(session, case.id, person)
        return case.id


def referred(world: World, parts: tuple[Compartment, ...] = ALL) -> UUID:
    """The network's file of a woman whom a partner sends, until the day on which her own yes would end."""
    theirs = opened(world.asha)
    with acting(world.asha) as session:
        keyring(session).open_folders(session, [theirs])
        case, wish = session.get_one(Case, theirs), _wish(world, parts)
        sent = offer(session, world.asha.user, case, wish, Said(True, True, talk()), referral_id=uuid4())
        referral_id = sent.id
    return take_up(world.nani, referral_id)


def _wish(world: World, parts: tuple[Compartment, ...]) -> Wish:
    return Wish(world.ring("network"), "tailoring", parts, clock.today() + LASTS)


def taught(world: World) -> Two:
    """Both in one course, which they have completed; of each something is written down."""
    two = Two(referred(world), opened(world.nani), cohort(world.nani))
    for case_id in (two.referred, two.came):
        enrolment = place(world.nani, two.cohort, case_id, NAME)
        with acting(world.nani) as session:
            row = session.get_one(Enrolment, enrolment)
            keyring(session).open_folders(session, [row.folder_id, row.cohort_id])
            on = clock.today() - timedelta(days=120)
            complete(session, world.nani.user, row, revision=row.revision, on=on, certificate="")
            case = session.get_one(Case, case_id)
            add_note(session, world.nani.user, case, note_id=uuid4(), words="हरेक दिन आउनुहुन्छ।")
    return two


def text_of(page: Browser, path: str) -> str:
    """What comes back, without ids, numbers and her code."""
    page.visit(path)
    return masked(page.page.data.decode())


@pytest.mark.parametrize("lang", ["ne", "en"])
def test_a_coordinator_cannot_tell_a_referred_woman_from_one_who_came_by_herself(
    world: World, lang: str
) -> None:
    with clock.at(MOMENT):
        two, nani = taught(world), in_nepali(world.nani)
        nani.speak(lang)
        for page in PAGES:
            assert text_of(nani, f"/files/{two.referred}{page}") == text_of(nani, f"/files/{two.came}{page}")
        class_on(world.nani, two.cohort)
        for path in ("/today", "/files", "/followups", f"/cohorts/{two.cohort}"):
            lines = re.findall(r"<(?:li|tr)\b(?:(?!<(?:li|tr)\b).)*?</(?:li|tr)>", text_of(nani, path), re.S)
            hers = [line for line in lines if NAME in line]
            assert (len(hers), len(set(hers))) == (2, 1), path


def test_a_part_that_was_not_shared_looks_like_one_in_which_nothing_was_written(world: World) -> None:
    with clock.at(MOMENT):
        ids = referred(world, (Compartment.IDENTITY,)), opened(world.nani, told=False)
        nani = in_nepali(world.nani)
        shared, own = [text_of(nani, f"/files/{case_id}") for case_id in ids]
    assert shared == own and "पढ्न मिल्ने केही छैन" in own


def test_what_a_partner_keeps_is_read_and_led_back_to_the_referral(world: World) -> None:
    case_id, nani = referred(world), in_nepali(world.nani)
    nani.speak("en")
    nani.visit(f"/files/{case_id}/contact")
    assert "is changed there" in nani.page and "9800000123" not in nani.page
    nani.post(f"/files/{case_id}/contact", {"phone": "9800000999"}, status=404)


def test_what_she_refuses_at_the_network_is_refused_there(world: World) -> None:
    case_id, nani = referred(world), in_nepali(world.nani)
    nani.speak("en")
    nani.visit(f"/files/{case_id}")
    assert "Yes: Phone call" in nani.page
    nani.visit(f"/files/{case_id}/consent/stop")
    nani.tick("Call her")
    nani.choose("How did she tell you?", "In person")
    nani.press("Take it back now")
    nani.visit(f"/files/{case_id}")
    assert "No calls and no messages" in nani.page
