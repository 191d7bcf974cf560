"""What several journeys have in common."""

from __future__ import annotations

from casework.consent.purposes import AGREES, FIRST, QUESTIONS, Purpose
from casework.core import clock
from tests.journeys.walker import Walker
from tests.support.people import ORGANISATIONS

NAME = "मनमाया घले"
PHONE = "9800000123"
PALIKA = 30403
NETWORK = ORGANISATIONS["network"]


def open_file(walker: Walker, *, name: str = NAME, phone: str = PHONE) -> None:
    """Open a file for a woman who agrees to everything, from the list of files."""
    walker.open("Files")
    walker.click("Open a new file")
    agree(walker)
    walker.fill("Her name, or the name she wants to use here", name)
    walker.choose("How can we reach her safely?", "By a phone that is safe for her")
    walker.fill("The phone number", phone)
    walker.choose("Whose phone is it?", walker.code("phone_owner", "mine"))
    walker.place("Where would she travel from?", PALIKA)
    walker.choose("Is she under 18?", "No")
    how_it_went(walker)
    walker.press("Open her file")


def agree(walker: Walker) -> None:
    """She says yes to each question, one by one."""
    for purpose in FIRST:
        walker.choose(english(QUESTIONS[purpose]), english(AGREES))
        if purpose is Purpose.MESSAGE:
            walker.choose("By which messages?", walker.code("contact_channel", "sms"))
    walker.press("Go on")


def how_it_went(walker: Walker) -> None:
    """A conversation in person, in Nepali, said aloud before a colleague."""
    walker.choose("How did you speak?", walker.code("consent_method", "in_person"))
    walker.choose("In which language was it explained?", walker.code("explained_language", "nepali"))
    walker.choose("How did she say it?", walker.code("consent_expression", "spoken"))
    walker.choose("Who was there, accepted by her?", walker.code("consent_witness", "colleague"))


def find(walker: Walker, text: str) -> None:
    """Search the files."""
    walker.open("Files")
    walker.fill("Name, phone, number or code", text)
    walker.press("Search")


def english(sentence: object) -> str:
    """What the code calls a sentence that is translated when it is shown."""
    return str(sentence._args[0])  # type: ignore[attr-defined]


def refer(walker: Walker) -> None:
    """Refer the woman whose file is open to the network for a course in tailoring, as she agrees."""
    walker.click("Refer her to a course")
    walker.choose("To which network?", {"ne": NETWORK[2], "en": NETWORK[1]}[walker.lang])
    walker.choose("Which course does she want?", walker.code("trades", "tailoring"))
    for part in ("About her", "Contact"):
        walker.choose("What may they read, once they accept?", part)
    walker.choose("Until when?", "For one year")
    walker.press("Show what they will read")
    for purpose in (Purpose.SHARE, Purpose.TELL_BACK, Purpose.COUNT_THERE):
        walker.choose(english(QUESTIONS[purpose]), "Yes, you may")
    how_it_went(walker)
    walker.press("Send it, as she agreed")


def make_cohort(walker: Walker, title: str) -> None:
    """Write down a course, and a cohort of it that begins today."""
    walker.open("Training")
    walker.click("Courses")
    walker.click("New course")
    walker.fill("Title in Nepali", "सिलाइ")
    walker.fill("Title in English", "Tailoring")
    walker.choose("Trade", walker.code("trades", "tailoring"))
    walker.fill("Hours in all", walker.digits("390"))
    walker.press("Save")
    walker.click("Cohorts")
    walker.click("New cohort")
    walker.choose("Course", {"ne": "सिलाइ", "en": "Tailoring"}[walker.lang])
    walker.fill("Name of the cohort", title)
    walker.day("First day", clock.today())
    walker.place("Palika of the venue", PALIKA)
    walker.fill("Places", walker.digits("20"))
    walker.press("Save")


def warned(walker: Walker, name: str, phone: str) -> str:
    """What stands beside a new file once a name and a phone are typed."""
    walker.open("Files")
    walker.click("Open a new file")
    agree(walker)
    walker.choose("How can we reach her safely?", "By a phone that is safe for her")
    walker.fill("The phone number", phone)
    walker.fill("Her name, or the name she wants to use here", name)
    return walker.page.locator("[data-similar][aria-busy=false]").inner_text()
