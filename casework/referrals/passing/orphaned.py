"""Offers of files that nobody can take over, for the doctor."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from casework.core import clock
from casework.core.findings import Finding
from casework.referrals.passing.models import Passing, PassingLetter, PassingLetterKind, PassingState
from casework.vault.folders import Grant


def orphaned_offers(session: Session) -> Iterator[Finding]:
    """Those whose keys or letter are gone. Needs no key."""
    keys = select(Grant.id).where(Grant.id == Passing.grant_id, Grant.folder_id == Passing.case_id)
    offer = PassingLetter.kind == PassingLetterKind.OFFER
    letter = select(PassingLetter.id).where(PassingLetter.passing_id == Passing.id, offer)
    waits = Passing.state == PassingState.OFFERED, Passing.answer_by >= clock.today()
    lost = select(func.count()).select_from(Passing).where(*waits, or_(~keys.exists(), ~letter.exists()))
    yield Finding(
        session.scalar(lost) or 0,
        "offers of files have no keys or no letter",
        "They cannot be taken over. Whoever offered them takes them back, and offers them again.",
    )
