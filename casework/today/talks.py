"""The consent talk that is still to come: files that a list opened, with a basis that somebody stated."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from sqlalchemy.orm import Session

from casework.cases.models import Case
from casework.cases.reading import rows
from casework.consent.models import ConsentRecord

Talks = Mapping[UUID, Sequence[ConsentRecord]]


def talks_of(session: Session, cases: Iterable[Case]) -> Talks:
    """Every conversation of some files, oldest first. Their sheets have to be loaded."""
    found: dict[UUID, list[ConsentRecord]] = {case.id: [] for case in cases}
    for talk in rows(session, ConsentRecord, found):
        found[talk.folder_id].append(talk)
    return {
        case_id: sorted(some, key=lambda one: (one.entered_at, one.id)) for case_id, some in found.items()
    }


def unasked(cases: Iterable[Case], talks: Talks) -> list[Case]:
    """Those in which everything that is written rests on a list: nobody has asked her herself."""
    return [case for case in cases if talks[case.id] and all(talk.basis for talk in talks[case.id])]
