"""Women, courses and cohorts of the tests of training and of what comes after it."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID, uuid4

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from casework.cases.actions import open_case, save
from casework.cases.models import Case
from casework.consent.actions import record, share
from casework.consent.conversation import Conversation
from casework.consent.purposes import Purpose, State
from casework.core import clock
from casework.training.actions import enrol, hold_class, keep_course, open_cohort
from casework.training.enrolment import Enrolment
from casework.vault.acting import own_ring
from casework.vault.compartments import Compartment
from casework.vault.folders import Grant
from casework.vault.grants import accept
from casework.vault.keyring import keyring
from casework.vault.register import CardText, write_card
from tests.support.people import Someone, World, acting

ALL_YES = dict.fromkeys(
    (Purpose.KEEP, Purpose.COUNT, Purpose.CALL, Purpose.MESSAGE, Purpose.VISIT), State.GIVEN
)
NAMES = ("लक्ष्मी तामाङ", "सीता राई", "गीता मगर", "माया थापा", "रिता श्रेष्ठ")


def woman(
    someone: Someone,
    name: str,
    *,
    said: dict[Purpose, State] | None = None,
    channels: tuple[str, ...] = ("call",),
) -> UUID:
    """A file that somebody opened for a woman who came by herself."""
    with acting(someone) as session:
        case, person = open_case(session, someone.user, case_id=uuid4())
        person.identity.name = name
        person.contact.palika, person.contact.channels = 20104, channels
        talk = Conversation(given_on=clock.today())
        record(session, someone.user, case.id, ALL_YES if said is None else said, talk)
        save(session, case.id, person)
        return case.id


def referred(world: World, name: str) -> UUID:
    """A file of the network, of a woman whom it knows through a partner's share alone."""
    theirs = woman(world.asha, name)
    parts = (Compartment.IDENTITY, Compartment.CONTACT, Compartment.LIVELIHOOD)
    with acting(world.sunita) as session:
        keyring(session).open_folders(session, [theirs])
        _row, grant = share(
            session,
            world.sunita.user,
            theirs,
            recipient=world.ring("network"),
            compartments=parts,
            ends_on=clock.today() + timedelta(days=365),
            conversation=Conversation(given_on=clock.today()),
        )
        grant_id = grant.id
    with acting(world.nani) as session:
        grant = session.get_one(Grant, grant_id)
        accept(session, own_ring(session), grant)
        case, person = open_case(session, world.nani.user, case_id=uuid4())
        case.source_id = theirs
        save(session, case.id, person)
        write_card(session, own_ring(session), theirs, CardText(name=name, palika=20104), grant_id=grant_id)
        return case.id


def cohort(someone: Someone, *, places: int = 20, waiting: int = 5, trade: str = "tailoring") -> UUID:
    """A cohort that meets now."""
    with acting(someone) as session:
        fields = {"trade": trade, "hours": 390, "level": "L2", "title_ne": "सिलाइ", "title_en": "Tailoring"}
        course = keep_course(session, someone.user, uuid4(), fields)
        session.flush()
        details = {
            "title": "साउन समूह",
            "first_day": clock.today() - timedelta(days=30),
            "palika": 20104,
            "places": places,
            "waiting_places": waiting,
        }
        return open_cohort(session, someone.user, uuid4(), course_id=course.id, fields=details).id


def place(someone: Someone, cohort_id: UUID, case_id: UUID, name: str = "") -> UUID:
    """An enrolment."""
    with acting(someone) as session:
        case = session.get_one(Case, case_id)
        return enrol(session, someone.user, uuid4(), cohort_id=cohort_id, case=case, name=name).id


def class_on(someone: Someone, cohort_id: UUID, day: date | None = None) -> UUID:
    """The class of a day, today if none is named."""
    with acting(someone) as session:
        held = hold_class(session, someone.user, cohort_id, day=day or clock.today())
        return held.id


def full_cohort(someone: Someone, size: int) -> UUID:
    """A cohort of some women who came by themselves."""
    made = cohort(someone, places=max(size, 1))
    for number in range(size):
        place(someone, made, woman(someone, f"{NAMES[number % len(NAMES)]} {number}"))
    return made


def count(session: Session, table: type) -> int:
    """How many rows a table has."""
    return session.scalar(select(func.count()).select_from(table)) or 0


def row(session: Session, enrolment_id: UUID) -> Enrolment:
    """An enrolment, its sheet loaded."""
    found = session.get_one(Enrolment, enrolment_id)
    keyring(session).open_folders(session, [found.folder_id])
    return found
