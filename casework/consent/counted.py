"""What a conversation tells the numbers: the month in which she first agreed to be helped."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Session

from casework.consent.counting import Fact, count, tells
from casework.consent.purposes import PERMITS, Purpose
from casework.consent.queries import records
from casework.facts.parts import Part, month_of


@tells
def consented(session: Session, case_id: UUID) -> list[Fact]:
    """Her first yes to being helped here; a network that knows her by a referral may have none."""
    days = [row.given_on for row in records(session, case_id) if row.says(Purpose.KEEP) in PERMITS]
    return [Fact(Part.CONSENT, case_id, {"month": month_of(min(days))})] if days else []


def tell_consent(session: Session, case_id: UUID) -> None:
    """After a conversation about it."""
    count(session, case_id, *consented(session, case_id))
