"""Women who were told apart by nothing that the network may see, and the stories they may have."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from casework.cases.actions import open_case, save
from casework.cases.models import Case
from casework.cases.planning import add_goal, add_note
from casework.consent.actions import record, withdraw
from casework.consent.conversation import Conversation
from casework.consent.purposes import FIRST, State
from casework.core import clock
from casework.core.db import db
from casework.core.partial_date import PartialDate
from casework.people.actions import Person
from casework.people.models import Stay
from casework.referrals.actions.answering import accept, decline
from casework.referrals.actions.offering import Said, Wish, offer
from casework.referrals.models import Referral
from casework.training.enrolment import Enrolment
from casework.training.outcomes import complete
from casework.vault.compartments import Compartment
from casework.vault.keyring import keyring
from tests.support.people import Someone, World, acting
from tests.support.trainees import class_on, cohort, place

_IDS = UUID("7f5a1f0e-54c8-4b0e-9d7a-6d2c1c8f4b10")
PARTS = (Compartment.IDENTITY, Compartment.CONTACT, Compartment.LIVELIHOOD)
ENDS = ("offered", "accepted", "enrolled", "enrolled", "declined", "withdrawn")
"""What became of the referral of each woman. Those after the last came by themselves."""
DIRECT = 2
NAMES = ("मनमाया", "सुनमाया", "फूलमाया", "धनमाया", "आशमाया", "रतनमाया", "बेलमाया", "चन्द्रमाया")


@dataclass(frozen=True)
class Story:
    """What was told, where, and to whom. `word` stands in every text of it."""

    word: str
    sender: str
    dwelling: str
    indicators: int
    stays: int
    notes: int


HOME, SAFE = "own_home", "safe_accommodation"
STORIES = (
    Story("कखगघ", "asha", HOME, 0, 0, 0),
    Story("चछजझ", "bina", SAFE, 3, 2, 4),
    Story("टठडढ", "bina", SAFE, 2, 3, 1),
    Story("तथदध", "asha", HOME, 0, 1, 0),
    Story("पफबभ", "asha", HOME, 1, 0, 3),
    Story("यरलव", "bina", SAFE, 3, 3, 2),
)
"""The first partner visits at home; the second is a shelter."""

INDICATORS = ("AbuseOfVulnerability", "Deception", "RetentionOfIdentityDocuments")


def an_id(*parts: object) -> UUID:
    """The id of a thing: the same in every world, so that no order hangs on chance."""
    return uuid5(_IDS, " ".join(map(str, parts)))


def play(world: World, stories: tuple[Story, ...], begin: datetime) -> None:
    """Every woman's way, each with the story of her place in the row and on a day of her own, so that
    no order hangs on a number that is drawn."""
    for number, (end, story) in enumerate(zip(ENDS, stories, strict=True)):
        with clock.at(begin + timedelta(days=number)):
            _open(world.people[story.sender], number, story)
            _refer(world.people[story.sender], number)
            _answer(world, number, end, story)
    direct = range(len(ENDS), len(ENDS) + DIRECT)
    with clock.at(begin + timedelta(days=len(ENDS))):
        for number in direct:
            _open(world.nani, number, None)
        _teach(world, [*(n for n, end in enumerate(ENDS) if end == "enrolled"), *direct])


def _teach(world: World, numbers: list[int]) -> None:
    """A cohort of these women. The first and the last have completed it long ago: somebody asks them
    what they do now."""
    nani, day = world.nani, clock.today()
    group = cohort(nani)
    enrolled = [
        place(nani, group, _network_file(world, number), f"{NAMES[number]} तामाङ") for number in numbers
    ]
    class_on(nani, group)
    for ago, one in ((120, enrolled[0]), (110, enrolled[-1])):
        with acting(nani) as session:
            row = session.get_one(Enrolment, one)
            keyring(session).open_folders(session, [row.folder_id, row.cohort_id])
            on = day - timedelta(days=ago)
            complete(session, nani.user, row, revision=row.revision, on=on, certificate="")


def _open(someone: Someone, number: int, story: Story | None) -> None:
    with acting(someone) as session:
        case, person = open_case(session, someone.user, case_id=an_id("case", number))
        talk = Conversation(given_on=clock.today(), explained_by="कर्मचारी")
        record(session, someone.user, case.id, dict.fromkeys(FIRST, State.GIVEN), talk)
        person.identity.name = f"{NAMES[number]} तामाङ"
        person.identity.birth = PartialDate.from_bs(2045 + number)
        person.contact.reachable, person.contact.phone = "phone", f"98000002{number:02}"
        person.contact.palika, person.contact.channels = 30601, ("call",)
        person.livelihood.trades_wanted = ("tailoring",)
        if story is not None:
            _tell(person, number, story)
        save(session, case.id, person)
        for each in range(story.notes if story else 0):
            add_note(session, someone.user, case, note_id=an_id("note", number, each), words=_said(story))
        if story is not None and story.notes:
            words = {"dimension": "psychosocial", "words": _said(story)}
            add_goal(session, someone.user, case, goal_id=an_id("goal", number), **words)


def _said(story: Story | None) -> str:
    assert story is not None
    return f"उहाँले भन्नुभएको कुरा: {story.word}"


def _tell(person: Person, number: int, story: Story) -> None:
    assert person.journey is not None and person.harm is not None and person.wellbeing is not None
    years = (PartialDate.from_ad(2019, None, None), PartialDate.from_ad(2022, None, None))
    person.journey.stays = tuple(
        Stay(
            id=an_id("stay", number, each),
            where="abroad",
            left=years[0],
            returned=years[1],
            note=_said(story),
        )
        for each in range(story.stays)
    )
    person.journey.travelled = "yes" if story.stays else "no"
    person.harm.indicators = INDICATORS[: story.indicators]
    person.harm.note = _said(story) * story.indicators
    person.wellbeing.health = person.wellbeing.psychosocial = _said(story)
    person.wellbeing.needs = ("shelter",) if story.dwelling == SAFE else ()
    person.record.dwelling, person.record.tole = story.dwelling, _said(story)
    person.record.family, person.record.if_other_answers = _said(story), _said(story)
    person.record.safe_word = person.record.stop_word = story.word


def _refer(someone: Someone, number: int) -> None:
    with acting(someone) as session:
        keyring(session).open_folders(session, [an_id("case", number)])
        case = session.get_one(Case, an_id("case", number))
        ends_on = clock.today() + timedelta(days=300)
        wish = Wish(someone.world.ring("network"), "tailoring", PARTS, ends_on)
        said = Said(True, True, Conversation(given_on=clock.today(), explained_by="कर्मचारी"))
        offer(session, someone.user, case, wish, said, referral_id=an_id("referral", number))


def _answer(world: World, number: int, end: str, story: Story) -> None:
    if end == "offered":
        return
    with acting(world.nani) as session:
        referral = session.get_one(Referral, an_id("referral", number))
        if end == "declined":
            decline(session, world.nani.user, referral, "no_place")
            return
        accept(session, world.nani.user, referral)
    if end == "withdrawn":
        sender = world.people[story.sender]
        with acting(sender) as session:
            keyring(session).open_folders(session, [an_id("case", number)])
            referral = session.get_one(Referral, an_id("referral", number))
            withdraw(session, sender.user, referral.case_id, referral.consent_id)


def _network_file(world: World, number: int) -> UUID:
    if number >= len(ENDS):
        return an_id("case", number)
    with world.app.app_context():
        found = db.session.get_one(Referral, an_id("referral", number)).recipient_case_id
        assert found is not None
        return found
