"""In words: what will go with a file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from auth.models import Ring
from casework.cases.models import Case
from casework.core.i18n import _, _n, language
from casework.facts.models import FactMessage
from casework.people.models import Record
from casework.vault.acting import at_network, own_ring, ring_of
from casework.vault.folders import Grant
from casework.vault.grants import shares_of
from casework.vault.heads import the_head
from casework.vault.register import Card
from casework.vault.sealed import REGISTRY, HeadRow

Words = Callable[[int], str]

LABELS: dict[str, Words] = {
    "note": lambda n: _n("%(num)s note", "%(num)s notes", n),
    "goal": lambda n: _n("%(num)s goal", "%(num)s goals", n),
    "action": lambda n: _n("%(num)s step of the plan", "%(num)s steps of the plan", n),
    "consent_record": lambda n: _n(
        "%(num)s conversation about consent", "%(num)s conversations about consent", n
    ),
    "referral_copy": lambda n: _n("%(num)s referral", "%(num)s referrals", n),
    "enrolment": lambda n: _n("%(num)s place in a course", "%(num)s places in courses", n),
    "follow_up": lambda n: _n("%(num)s question after a course", "%(num)s questions after a course", n),
    "activity": lambda n: _n("%(num)s answer to what she does", "%(num)s answers to what she does", n),
    "business": lambda n: _n("%(num)s business", "%(num)s businesses", n),
    "attachment": lambda n: _n("%(num)s document or picture", "%(num)s documents or pictures", n),
}
"""By the names under which rows are sealed. What is not named here is among the other entries."""

NOT_AT_A_NETWORK = frozenset({"consent_record"})
"""There a woman who was referred looks like one who came by herself: these rows would tell them apart."""


def what_goes(session: Session, case: Case) -> Iterator[str]:
    """Sentences that name it, with numbers. The file's sheets are loaded."""
    yield _("What she told: her name, how she is reached, and all other parts of the file")
    yield from _rows(session, case)
    yield from _elsewhere(session, case)
    yield _("What colleagues typed in the last day and have not saved yet")


def _rows(session: Session, case: Case) -> Iterator[str]:
    others, network = 0, at_network(session)
    for cls in REGISTRY:
        if issubclass(cls, HeadRow) or (network and cls.__sealed_as__ in NOT_AT_A_NETWORK):
            continue
        found = session.scalar(select(func.count()).select_from(cls).where(cls.folder_id == case.id)) or 0
        if found and cls.__sealed_as__ in LABELS:
            yield LABELS[cls.__sealed_as__](found)
        elif found:
            others += found
    if others and not network:
        yield _n("%(num)s other entry", "%(num)s other entries", others)


def _elsewhere(session: Session, case: Case) -> Iterator[str]:
    if at_network(session):
        yield _("What others can read of it, and what we can read through a share")
    else:
        yield from _shared(session, case)
    cards = session.scalar(select(func.count()).select_from(Card).where(Card.folder_id == case.id)) or 0
    yield _n("Her entry in our search", "Her %(num)s entries in our search", cards)
    yield from _counted(session, case)


def _shared(session: Session, case: Case) -> Iterator[str]:
    names = {ring.id: ring.organisation.name(language()) for ring in session.scalars(select(Ring))}
    for share in shares_of(session, ring_of(session, case.id), case.id):
        yield _("What %(partner)s can read of it", partner=names[share.ring_id])
    if case.source_id is not None:
        mine = select(Grant.id).where(
            Grant.folder_id == case.source_id, Grant.ring_id == own_ring(session).id
        )
        if session.scalar(mine) is not None:
            yield _("What we can read of her file at the partner")


def _counted(session: Session, case: Case) -> Iterator[str]:
    sent = the_head(session, Record, case.id).sent_facts
    if facts := _still_waiting(session, sent):
        yield _n(
            "%(num)s message for the numbers that was not counted yet",
            "%(num)s messages for the numbers that were not counted yet",
            facts,
        )
    if sent:
        yield _("What was counted of her: it is left out from the next release on")


def _still_waiting(session: Session, sent: tuple[str, ...]) -> int:
    ids = [UUID(one) for one in sent]
    query = select(func.count()).select_from(FactMessage).where(FactMessage.id.in_(ids))
    return session.scalar(query) or 0
