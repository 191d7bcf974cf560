"""Files and referrals as the tests of this room need them, made through the product's own actions."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.cases.actions import open_case, save
from casework.cases.models import Case
from casework.consent.actions import record
from casework.consent.conversation import Conversation
from casework.consent.purposes import FIRST, State
from casework.core import clock
from casework.core.partial_date import PartialDate
from casework.referrals.actions.answering import accept
from casework.referrals.actions.offering import Said, Wish, offer
from casework.referrals.models import Referral
from casework.vault.compartments import Compartment
from casework.vault.keyring import keyring
from tests.support.browser import Browser
from tests.support.people import Someone, World, acting, sign_in

NAME = "मनमाया घले"
PHONE = "9800000123"
PALIKA = 30601
ALL = (Compartment.IDENTITY, Compartment.CONTACT, Compartment.LIVELIHOOD)


def talk() -> Conversation:
    """A conversation of today."""
    return Conversation(given_on=clock.today(), explained_by="आशा")


def open_file(someone: Someone, *, name: str = NAME, phone: str = PHONE) -> UUID:
    """A file with a name, a phone and a few answers; she agreed to everything that is asked first."""
    with acting(someone) as session:
        case, person = open_case(session, someone.user, case_id=uuid4())
        record(session, someone.user, case.id, dict.fromkeys(FIRST, State.GIVEN), talk())
        person.identity.name = name
        person.identity.birth = PartialDate.from_bs(2050)
        person.contact.reachable, person.contact.phone, person.contact.palika = "phone", phone, PALIKA
        person.livelihood.trades_wanted = ("tailoring",)
        person.livelihood.access_needs = ("reads_aloud",)
        save(session, case.id, person)
        return case.id


def wish(world: World, *, to: str = "network", parts: tuple[Compartment, ...] = ALL) -> Wish:
    """Tailoring, for a year."""
    ends_on: date = clock.today() + timedelta(days=365)
    return Wish(world.ring(to), "tailoring", parts, ends_on, access_needs=("reads_aloud",))


def refer(
    someone: Someone,
    case_id: UUID,
    *,
    tell_back: bool = True,
    count_there: bool = True,
    parts: tuple[Compartment, ...] = ALL,
) -> UUID:
    """Refer her to the network; gives the referral's id."""
    with acting(someone) as session:
        keyring(session).open_folders(session, [case_id])
        case = session.get_one(Case, case_id)
        said = Said(tell_back, count_there, talk())
        wanted = wish(someone.world, parts=parts)
        made = offer(session, someone.user, case, wanted, said, referral_id=uuid4())
        return made.id


def take_up(someone: Someone, referral_id: UUID) -> UUID:
    """The coordinator accepts; gives the id of the network's file."""
    with acting(someone) as session:
        return accept(session, someone.user, session.get_one(Referral, referral_id))


def in_nepali(someone: Someone) -> Browser:
    """Her browser, in Nepali."""
    browser = Browser(someone.world.app, "ne")
    browser.allow("Shift")  # the key on her keyboard
    sign_in(browser, someone)
    return browser


def the_referral(session: Session) -> Referral:
    """The only one there is."""
    return session.scalars(select(Referral)).one()
