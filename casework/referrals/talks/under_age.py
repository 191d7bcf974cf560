"""Of somebody who is or may be under 18 nothing is sent: a coordinator calls, with her beside her."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from auth.models import Ring
from casework.cases.models import Case
from casework.consent.actions import may_be_minor
from casework.core import clock
from casework.core.i18n import language
from casework.people.shown import shown


@dataclass(frozen=True)
class Desk:
    """Where an organisation is called."""

    name: str
    phone: str


def may_be_under_18(session: Session, case: Case) -> bool:
    """By her birth, in the file or through the share; else by what was noted in our own file. Both
    files' sheets have to be loaded."""
    birth = shown(session, case).birth
    if birth is not None:
        return birth.may_be_under(18, clock.today())
    return may_be_minor(session, case.id)


def age_unknown(session: Session, case: Case) -> bool:
    """Whether nothing tells how old she is, so that it is asked."""
    return shown(session, case).birth is None


def desks(rings: Iterable[Ring]) -> list[Desk]:
    """The organisations that could have been asked, by name."""
    found = [Desk(ring.organisation.name(language()), ring.organisation.paper_phone) for ring in rings]
    return sorted(found, key=lambda desk: desk.name)
