"""Whom we know: the women whom the cards of our register name, and nobody else."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.cases.lists import card_of_case
from casework.cases.models import Case
from casework.core.errors import NotVisible
from casework.vault.acting import own_ring
from casework.vault.folders import Grant
from casework.vault.own_cards import own_cards
from casework.vault.register import CardText


def cards(session: Session, case_ids: Iterable[UUID]) -> dict[UUID, CardText]:
    """The cards of those files whose women we know, in two SELECTs. Nothing else names anybody on
    a list or a roll, and a referred woman stands there as one who came by herself."""
    cases = list(session.scalars(select(Case).where(Case.id.in_(list(case_ids)))))
    folders = [i for case in cases for i in (case.id, case.source_id) if i]
    found = own_cards(session, folders)
    texts = {case.id: card_of_case(found, case) for case in cases}
    return {case_id: text for case_id, text in texts.items() if text.name}


def card_on_file(session: Session, case: Case) -> CardText:
    """What stands above each page of a file: her name, while we know it, and our own code."""
    folders = [i for i in (case.id, case.source_id) if i]
    return card_of_case(own_cards(session, folders), case)


def card_of(session: Session, case_id: UUID) -> CardText:
    """The card of one file. Raises NotVisible when it is gone: then we know nobody here any more, and no
    page about her shows, though the file itself is ours."""
    found = cards(session, [case_id]).get(case_id)
    if found is None:
        raise NotVisible
    return found


def share_of(session: Session, case: Case) -> UUID | None:
    """The share through which a referred woman is known; None for one who came by herself.
    Raises NotVisible when the share is gone."""
    if case.source_id is None:
        return None
    mine = select(Grant.id).where(Grant.folder_id == case.source_id, Grant.ring_id == own_ring(session).id)
    found = session.scalar(mine.where(Grant.accepted_on.is_not(None)))
    if found is None:
        raise NotVisible
    return found
