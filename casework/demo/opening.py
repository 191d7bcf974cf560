"""The first conversation, as `casefile` takes it, and what is told in the days after."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from auth.models import User
from casework.casefile.opening import conversation_of, said_of
from casework.cases.actions import open_case, save
from casework.cases.deferred import wait
from casework.consent.actions import open_ways, record
from casework.core import clock
from casework.core.forms import DOES_NOT_KNOW
from casework.demo.dice import Dice
from casework.demo.ending import handing_over, opener
from casework.demo.scene import Happening, Made, Scene
from casework.demo.told import Told, tell
from casework.demo.way import Path, Way
from casework.demo.woman import MINOR, Woman, invent
from casework.people.actions import Person
from casework.people.models import Document, Identification, Stay

SHELTER = ("asha", "apsara")
"""Caseworkers of the organisation that also gives safe accommodation."""


def happenings(way: Way) -> list[Happening]:
    """The file is opened; a few are handed over on the next day."""
    opened = Happening(way.opened_on, opener(way), lambda scene, user: _open(scene, user, way))
    return [opened, *handing_over(way)]


def _open(scene: Scene, user: User, way: Way) -> None:
    """The steps of `casefile.opening.open_file`, with one save after all that she tells: a save for
    each screen would make the demo take twice as long."""
    session, woman = scene.session, invent(way.number, scene.today)
    made = scene.women[way.number] = Made()
    answers = _answers(user, woman, way)
    case, person = open_case(session, user, case_id=made.case_id)
    said = record(session, user, case.id, said_of(answers), conversation_of(answers))
    _name_and_way(person, woman, answers)
    if way.path is Path.NOT_YET:
        wait(case, said.valid_until)
    else:
        _tell_all(person, woman, way, user)
    save(session, case.id, person)


def _name_and_way(person: Person, woman: Woman, answers: dict[str, Any]) -> None:
    contact = person.contact
    person.identity.name = woman.name
    contact.reachable, contact.palika = woman.reachable, woman.palika
    contact.phone, contact.phone_owner = woman.phone, woman.phone_owner
    open_ways(contact, said_of(answers), answers["kinds"])


def _tell_all(person: Person, woman: Woman, way: Way, user: User) -> None:
    _who(person, woman)
    _contact(person, woman)
    _livelihood(person, way)
    _record(person, woman, way, user)
    _told(person, tell(way.number, way.opened_on))


def _answers(user: User, woman: Woman, way: Way) -> dict[str, Any]:
    dice = Dice(woman.number, "consent")
    few = way.path is Path.FEW_YESES
    by_phone = woman.reachable == "phone"
    count, call = not few and dice.happens(88), not few and by_phone and dice.happens(85)
    message = not few and by_phone and dice.happens(40)
    return {
        "keep": "later" if way.path is Path.NOT_YET else "yes",
        "count": count,
        "call": call,
        "message": message,
        "kinds": [Dice(woman.number, "kinds").one(("sms", "viber", "imo", "whatsapp"))] if message else [],
        "visit": not few and dice.happens(35),
        "given_on": clock.today(),
        "method": "in_person",
        "explained_by": user.name_ne,
        "explained_language": dice.weighted({"nepali": 75, "tamang": 18, "maithili": 4, "tharu": 3}),
        "name": woman.name,
        "reachable": woman.reachable,
        "phone": woman.phone,
        "phone_owner": woman.phone_owner,
        "palika": woman.palika,
        "needs": tell(woman.number, way.opened_on).needs,
        "slip": dice.weighted({"no_paper": 70, "slip": 25, "full_copy": 5}),
        **_how_said(dice, woman.number),
        **_minor(woman.number),
    }


def _how_said(dice: Dice, number: int) -> dict[str, Any]:
    how = dice.weighted({"spoken": 50, "signature": 35, "thumbprint": 15})
    paper = how != "spoken"
    return {
        "how_said": how,
        "paper_number": f"DEMO-F{number:04d}" if paper else "",
        "paper_kept": "दराज १" if paper else "",
        "witness": "" if how == "signature" else "colleague",
    }


def _minor(number: int) -> dict[str, Any]:
    if number != MINOR:
        return {"under_18": "no"}
    return {"under_18": "yes", "minor_agrees": True, "minor_by": "child_authority", "minor_reason": ""}


def _who(person: Person, woman: Woman) -> None:
    identity, dice = person.identity, Dice(woman.number, "about")
    identity.other_names = woman.other_names
    identity.birth = woman.birth
    identity.sex = "female" if dice.happens(92) else ""
    if woman.birth is None:
        identity.unsaid = ("birth:does_not_know",)


def _contact(person: Person, woman: Woman) -> None:
    contact, dice = person.contact, Dice(woman.number, "contact")
    if not woman.phone:
        return
    seen = {"mine": ("nobody",), "husband": ("husband",), "family": ("in_laws",), "shared": ("housemates",)}
    contact.others_see = seen.get(woman.phone_owner, (DOES_NOT_KNOW,))
    contact.hours = dice.some(("morning", "day", "evening"), 1, 2)
    contact.missed_call_first = dice.one((True, False, None))


def _livelihood(person: Person, way: Way) -> None:
    row, dice = person.livelihood, Dice(way.number, "livelihood")
    row.education = dice.weighted(_SCHOOL)
    row.trades_wanted = dice.some(_TRADES, 1, 2)
    row.income_band = dice.weighted({"": 15, "0": 45, "1_4999": 25, "5000_9999": 15})
    row.hours_free = dice.some(("morning", "day", "evening"), 1, 2)
    row.childcare = dice.one(("", "no_children", "at_home", "school", "needed"))
    if dice.happens(15):
        row.access_needs = dice.some(("ground_floor", "reads_aloud", "transport"), 1, 1)
    row.citizenship = dice.weighted({"has": 65, "being_made": 20, "no": 10, "": 5})


_SCHOOL = {
    "": 10,
    "NoneIlliterate": 20,
    "NonFormalLiterate": 20,
    "PrimaryEducation": 25,
    "LowerSecondaryEducation": 18,
    "UpperSecondaryEducation": 7,
}
_TRADES = ("tailoring", "beautician", "cook", "vegetable", "knitting", "caregiver", "goat", "retail")


def _record(person: Person, woman: Woman, way: Way, user: User) -> None:
    record, dice = person.record, Dice(woman.number, "record")
    record.home_palika, record.ward = woman.palika, woman.ward
    record.ethnicity, record.marital, record.children = woman.ethnicity, woman.marital, woman.children
    record.dwelling = _dwelling(dice, user)
    record.last_contact = way.opened_on
    if woman.phone:
        record.safe_word, record.stop_word = dice.one(_SAFE_WORDS), dice.one(_STOP_WORDS)
        record.if_other_answers = "माफ गर्नुहोस्, नम्बर बिग्रिएछ।"
    if woman.document:
        record.documents = (Document("citizenship", woman.document),)
    if dice.happens(30):
        record.paper_number = f"DEMO-{way.number:04d}"


_SAFE_WORDS = ("सुन्तला", "मकै", "घाम", "चौतारी", "फूलबारी")
_STOP_WORDS = ("पानी", "बिस्कुट", "झ्याल", "भोलि")


def _dwelling(dice: Dice, user: User) -> str:
    shelter = user.login in SHELTER
    ways = {"": 10, "own_home": 40, "rented_room": 20, "relatives": 20, "elsewhere": 4}
    return dice.weighted({**ways, "safe_accommodation": 60 if shelter else 6})


def _told(person: Person, told: Told) -> None:
    if person.wellbeing is not None:
        person.wellbeing.needs = told.needs
    if person.journey is not None:
        person.journey.travelled = told.travelled
        person.journey.stays = tuple(Stay(id=uuid4(), **vars(away)) for away in told.away)
    if person.harm is not None:
        person.harm.exploitation, person.harm.indicators = told.exploitation, told.indicators
        person.harm.identified = told.identified
        if told.identified == "yes":
            person.harm.identification = Identification("ActualVictimOfTrafficking", "Police")
