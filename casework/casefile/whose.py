"""What stands on each page of a file, whichever room it belongs to: whose it is, and how to reach her."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from auth.models import User
from casework.casefile.reach import Reach, reach
from casework.cases.known import card_on_file
from casework.cases.models import Case
from casework.cases.queries import gave_reason_today
from casework.consent.queries import standing
from casework.people.shown import contact_of, load_sheets


@dataclass(frozen=True)
class Whose:
    """Her name while we know it, our own code, and how to reach her where anybody may read that."""

    name: str = ""
    code: str = ""
    reach: Reach | None = None


def whose_of(session: Session, user: User, case: Case) -> Whose:
    """Whose a file is. Of a file at rest, the code alone."""
    card = card_on_file(session, case)
    load_sheets(session, [case])
    stands = standing(session, case.id)
    if stands.at_rest and not gave_reason_today(session, user, case.id):
        return Whose(code=card.code)
    way = reach(contact_of(session, case), stands, shared=case.source_id is not None)
    return Whose(card.name, card.code, way)
