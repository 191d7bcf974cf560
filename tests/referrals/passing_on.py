"""Files that pass from one partner to another, through the product's own actions."""

from __future__ import annotations

from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from casework.cases.models import Case
from casework.cases.queries import find
from casework.core.db import db
from casework.people.shown import load_sheets
from casework.referrals.passing import offering, taking
from casework.referrals.passing.models import Passing, PassingState
from tests.referrals.files import talk
from tests.support.people import Someone, World, acting, compare

WHY = "उहाँ अर्को जिल्ला सर्नुभयो"


def acquaint(world: World) -> None:
    """The two partners compare each other's numbers."""
    compare(world, "a", "b")
    compare(world, "b", "a")


def opened(session: Session, someone: Someone, case_id: UUID) -> Case:
    """A file with its sheets loaded."""
    case = find(session, someone.user, case_id)
    load_sheets(session, [case])
    return case


def offer(someone: Someone, case_id: UUID, *, to: str = "b", passing_id: UUID | None = None) -> UUID:
    """She wants it there; gives the offer's id."""
    with acting(someone) as session:
        case, partner = opened(session, someone, case_id), someone.world.ring(to)
        made = offering.offer(
            session, someone.user, case, partner, WHY, talk(), passing_id=passing_id or uuid4()
        )
        return made.id


def take_over(someone: Someone, passing_id: UUID, worker: Someone) -> UUID:
    """A supervisor there accepts, and gives it to a colleague."""
    with acting(someone) as session:
        return taking.accept(session, someone.user, session.get_one(Passing, passing_id), worker.id)


def state_of(world: World, passing_id: UUID) -> PassingState:
    """Where it stands, as it is written."""
    with world.app.app_context():
        return db.session.get_one(Passing, passing_id).state
