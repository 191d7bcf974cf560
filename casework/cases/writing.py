"""Whether a file can be written in now."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.cases.errors import FileClosed, LeftBehind, StillThinking
from casework.cases.models import Case
from casework.consent.errors import AtRest
from casework.consent.purposes import Purpose
from casework.consent.queries import standing, standings


def hold_open(session: Session, case: Case, *, urgent: bool = False) -> None:
    """Refuse to write in a file that is closed or at rest, and, while she thinks about it, more than
    what is urgent. Raises FileClosed, AtRest or StillThinking."""
    if case.closed_on is not None:
        raise LeftBehind if _left_behind(session, case) else FileClosed
    now = standing(session, case.id)
    if now.at_rest:
        raise AtRest
    if now.deferred and not urgent:
        raise StillThinking


def _left_behind(session: Session, case: Case) -> bool:
    """Whether a withdrawal has closed it: it reads from nobody any more, and she herself was never asked
    here."""
    return case.source_id is None and Purpose.KEEP not in standing(session, case.id).said


def shut(session: Session, case_ids: Iterable[UUID]) -> frozenset[UUID]:
    """Of some files, those in which nothing but what is urgent is written now: closed, at rest, or of
    a woman who still thinks about it. Three statements; the sheets have to be loaded."""
    ids = list(case_ids)
    closed = select(Case.id).where(Case.id.in_(ids), Case.closed_on.is_not(None))
    stands = standings(session, ids)
    rest = {case_id for case_id, now in stands.items() if now.at_rest or now.deferred}
    return frozenset(rest | set(session.scalars(closed)))
