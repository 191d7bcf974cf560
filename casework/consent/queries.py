"""What stands today: the last word on each purpose, and expired if past its end."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.consent.models import NOBODY, ConsentRecord
from casework.consent.purposes import FIRST, PERMITS, Purpose, State
from casework.core import clock
from casework.people.models import Record
from casework.vault.heads import head_of


@dataclass(frozen=True)
class Said:
    """The last word on one purpose: in which conversation, when, until when."""

    purpose: Purpose
    state: State
    record_id: UUID
    given_on: date
    valid_until: date | None
    alone: bool = False
    """Whether nobody sat with her then."""

    @property
    def state_today(self) -> State:
        """The state, or expired when its end has passed."""
        over = self.valid_until is not None and self.valid_until < clock.today()
        return State.EXPIRED if over and self.state in PERMITS else self.state


@dataclass(frozen=True)
class Standing:
    """What a woman's own organisation may do today."""

    said: dict[Purpose, Said]
    whole: bool = True
    """False where a conversation that was written down is gone: then nothing is permitted."""

    def allows(self, purpose: Purpose) -> bool:
        """Whether a purpose is permitted today."""
        found = self.said.get(purpose)
        return self.whole and found is not None and found.state_today in PERMITS

    def refuses(self, purpose: Purpose) -> bool:
        """Whether she has said no to a purpose, or has taken her yes back."""
        found = self.said.get(purpose)
        return found is not None and found.state in (State.REFUSED, State.WITHDRAWN)

    @property
    def at_rest(self) -> bool:
        """Consent to be helped is withdrawn or lapsed: no writing, no sharing."""
        keep = self.said.get(Purpose.KEEP)
        over = keep is not None and not self.allows(Purpose.KEEP) and not self.deferred
        return over or not self.whole

    @property
    def deferred(self) -> bool:
        """She wants to think about it: seven days, then what was kept is deleted."""
        keep = self.said.get(Purpose.KEEP)
        return keep is not None and keep.state is State.DEFERRED

    @property
    def awaits_witness(self) -> bool:
        """She said yes where nobody was there: her file waits for somebody to sit with her."""
        return self.deferred and self.said[Purpose.KEEP].alone


def _alone(row: ConsentRecord) -> bool:
    """Whether nobody was there whom she accepts as a witness."""
    return row.witness is not None and row.witness.as_what == NOBODY


def records(session: Session, case_id: UUID) -> list[ConsentRecord]:
    """Every conversation of a file, oldest first. Its sheet has to be loaded."""
    rows = session.scalars(select(ConsentRecord).where(ConsentRecord.folder_id == case_id))
    return sorted(rows, key=lambda r: (r.entered_at, r.id))


def standing_of(rows: Iterable[ConsentRecord]) -> Standing:
    """What some conversations, oldest first, amount to. Sharing stands by itself in each record
    and is not part of it."""
    said: dict[Purpose, Said] = {}
    for row in rows:
        if row.recipient is not None:
            continue
        for answer in row.answers:
            if answer.purpose in FIRST:
                said[answer.purpose] = Said(
                    answer.purpose, answer.state, row.id, row.given_on, row.valid_until, _alone(row)
                )
    return Standing(said)


def standing(session: Session, case_id: UUID) -> Standing:
    """What stands today in a file."""
    rows = records(session, case_id)
    record = head_of(session, Record, case_id)
    whole = record is None or len(rows) >= record.consents
    return replace(standing_of(rows), whole=whole)


def standings(session: Session, case_ids: Iterable[UUID]) -> dict[UUID, Standing]:
    """The same for many files, in two statements. Their sheets have to be loaded."""
    ids = list(case_ids)
    if not ids:
        return {}
    talks: dict[UUID, list[ConsentRecord]] = {case_id: [] for case_id in ids}
    for talk in session.scalars(select(ConsentRecord).where(ConsentRecord.folder_id.in_(ids))):
        talks[talk.folder_id].append(talk)
    heads = session.scalars(select(Record).where(Record.folder_id.in_(ids)))
    written = {head.folder_id: head.consents for head in heads}
    return {
        case_id: replace(
            standing_of(sorted(rows, key=lambda r: (r.entered_at, r.id))),
            whole=len(rows) >= written.get(case_id, 0),
        )
        for case_id, rows in talks.items()
    }
