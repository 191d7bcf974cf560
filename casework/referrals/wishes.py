"""Which course a woman was referred for, for whoever gives her a place."""

from __future__ import annotations

from sqlalchemy.orm import Session

from casework.cases.models import Case
from casework.cases.wishes import wishes
from casework.core.errors import Refused
from casework.referrals import letters
from casework.referrals.queries import referral_to
from casework.vault.acting import own_ring


@wishes
def course_of(session: Session, case: Case) -> list[str]:
    """The course that stands in the referral by which we know her; none if it does not open any more."""
    referral = referral_to(session, case.id)
    if referral is None or not referral.taken:
        return []
    try:
        return [letters.offer_of(session, own_ring(session), referral).course]
    except Refused:
        return []
