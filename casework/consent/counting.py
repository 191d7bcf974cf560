"""Counting her, without her name: if and only if she agreed. Rooms above send facts only here."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy.orm import Session

from casework.consent.purposes import Purpose
from casework.consent.queries import standing
from casework.facts.messages import (
    delete_unmerged,
    forget,
    new_pseudonym,
    new_source_key,
    put,
    source_name,
)
from casework.facts.parts import Part
from casework.people.models import Record
from casework.vault.acting import own_ring
from casework.vault.heads import the_head


def counted(session: Session, case_id: UUID) -> bool:
    """Whether she is counted: a pseudonym was given to her, and no later word speaks against it.

    In a network's file of a referred woman it came with the referral that she agreed to."""
    if not _record(session, case_id).pseudonym:
        return False
    now = standing(session, case_id)
    referred = Purpose.KEEP not in now.said
    return referred or (now.allows(Purpose.KEEP) and now.allows(Purpose.COUNT))


def count(
    session: Session,
    case_id: UUID,
    part: Part,
    codes: Mapping[str, str | None],
    source_id: UUID,
) -> None:
    """Send one fact of her way, if she is counted. `source_id` names what it is about, so that a
    correction replaces what was sent before."""
    if counted(session, case_id):
        send(session, case_id, part, codes, source_id)


def send(
    session: Session,
    case_id: UUID,
    part: Part,
    codes: Mapping[str, str | None],
    source_id: UUID,
) -> None:
    """The same for a caller who has just asked `counted`."""
    record = _record(session, case_id)
    number = record.fact_number + 1
    record.source_key = record.source_key or new_source_key()
    sent = put(
        session,
        own_ring(session),
        pseudonym=record.pseudonym,
        source=source_name(record.source_key, source_id),
        part=part,
        number=number,
        codes=codes,
    )
    record.fact_number = number
    if sent is not None:
        record.sent_facts = (*record.sent_facts[-_REMEMBERED:], sent.hex)


_REMEMBERED = 40
"""How many messages a file remembers: those older than that were merged long ago."""


def start_counting(session: Session, case_id: UUID, pseudonym: str = "") -> None:
    """Give her a pseudonym: a fresh one, or the one that came with her referral."""
    record = _record(session, case_id)
    if not record.pseudonym:
        record.pseudonym = pseudonym or new_pseudonym()
        record.fact_number = 0


def stop_counting(session: Session, case_id: UUID) -> bool:
    """Take her out: what no release has taken in is deleted, the rest is told to be forgotten. Returns
    False where something was sent, and there is nobody whom our ring could tell."""
    record = _record(session, case_id)
    if not record.pseudonym:
        return True
    delete_unmerged(session, [UUID(sent) for sent in record.sent_facts])
    told = forget(session, own_ring(session), record.pseudonym) is not None
    done = told or not record.sent_facts
    record.pseudonym, record.source_key, record.sent_facts = "", "", ()
    return done


def _record(session: Session, case_id: UUID) -> Record:
    return the_head(session, Record, case_id)
