"""Talks as the tests of this room need them, asked for through the product's own actions."""

from __future__ import annotations

from uuid import UUID, uuid4

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from casework.cases.models import Case
from casework.cases.queries import find
from casework.core.db import db
from casework.people.shown import load_sheets
from casework.referrals.talks import answering, asking, stopping
from casework.referrals.talks.asking import Asked
from casework.referrals.talks.letters import Told
from casework.referrals.talks.models import Talk, TalkLetter, TalkState
from tests.referrals.files import NAME, PHONE, talk
from tests.support.people import Someone, World, acting

TOLD = Told(NAME, "phone", PHONE, ("sunday",), ("morning",))


def ask(someone: Someone, case_id: UUID, *, to: str = "a", form_id: UUID | None = None) -> UUID:
    """The network asks a partner for a talk; gives its id."""
    with acting(someone) as session:
        case, partner = opened(session, someone, case_id), someone.world.ring(to)
        made = asking.ask(session, someone.user, case, partner, TOLD, talk(), form_id=form_id or uuid4())
        return made.id


def opened(session: Session, someone: Someone, case_id: UUID) -> Case:
    """A file with its sheets loaded."""
    case = find(session, someone.user, case_id)
    load_sheets(session, [case])
    return case


def asked(session: Session, someone: Someone, case_id: UUID) -> tuple[Case, Asked]:
    """The only request of a file."""
    case = opened(session, someone, case_id)
    return case, asking.asked_for(session, case.id)[0]


def stop(someone: Someone, case_id: UUID) -> None:
    """She takes back her yes to the only request of a file."""
    with acting(someone) as session:
        stopping.stop(session, someone.user, *asked(session, someone, case_id))


def take(someone: Someone, talk_id: UUID) -> None:
    """A caseworker takes it on."""
    with acting(someone) as session:
        answering.take_on(session, someone.user, session.get_one(Talk, talk_id))


def state_of(world: World, talk_id: UUID) -> TalkState:
    """Where it stands, as it is written."""
    with world.app.app_context():
        return db.session.get_one(Talk, talk_id).state


def letters_left(world: World) -> int:
    """How many letters lie anywhere."""
    with world.app.app_context():
        return db.session.scalar(select(func.count()).select_from(TalkLetter)) or 0
