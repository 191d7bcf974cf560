"""Counting her, without her name: if and only if she agreed. Rooms above send facts only here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy.orm import Session

from casework.consent.purposes import PERMITS, Purpose
from casework.consent.queries import standing
from casework.facts.messages import (
    delete_unmerged,
    forget,
    new_pseudonym,
    new_source_key,
    put,
    source_name,
)
from casework.facts.parts import Part, month_of
from casework.people.models import Record
from casework.vault.acting import own_ring
from casework.vault.heads import the_head

Codes = Mapping[str, str | None]


@dataclass(frozen=True)
class Fact:
    """One thing that can be counted: which part of her way, what it is about, its codes. Without a month it
    is taken back."""

    part: Part
    source_id: UUID
    codes: Codes = field(default_factory=dict)


Teller = Callable[[Session, UUID], Iterable[Fact]]
_tellers: list[Teller] = []
_NO_END = "9999-12"


def tells(teller: Teller) -> Teller:
    """Register what a room knows of a file, as facts in their order. The file's sheets are loaded."""
    if teller not in _tellers:
        _tellers.append(teller)
    return teller


def tell_again(session: Session, case_id: UUID) -> None:
    """Send everything that a file says, if she is counted: what the office has already stays as it is, and
    what it missed reaches it. Of one whose yes has run out since: what was before its end, for that was told
    with her yes, and she has not taken it back."""
    until = _counted_until(session, case_id)
    if until is None:
        return
    for teller in _tellers:
        for fact in teller(session, case_id):
            if (fact.codes.get("month") or "") <= until:
                send(session, case_id, fact)


def _counted_until(session: Session, case_id: UUID) -> str | None:
    """The month until which she is or was counted; none if she never was, or does not want it any more."""
    if counted(session, case_id):
        return _NO_END
    now = standing(session, case_id)
    told = [now.said.get(purpose) for purpose in (Purpose.KEEP, Purpose.COUNT)]
    yes = [one for one in told if one is not None and one.state in PERMITS]
    if len(yes) < len(told) or not now.whole or not _record(session, case_id).pseudonym:
        return None
    return min(month_of(one.valid_until) if one.valid_until else _NO_END for one in yes)


def counted(session: Session, case_id: UUID) -> bool:
    """Whether she is counted: a pseudonym was given to her, and no later word speaks against it.

    In a network's file of a referred woman it came with the referral that she agreed to."""
    if not _record(session, case_id).pseudonym:
        return False
    now = standing(session, case_id)
    referred = Purpose.KEEP not in now.said
    return referred or (now.allows(Purpose.KEEP) and now.allows(Purpose.COUNT))


def count(session: Session, case_id: UUID, *facts: Fact) -> None:
    """Send facts of her way, if she is counted. What a fact is about is named, so that a correction
    replaces what was sent before."""
    if facts and counted(session, case_id):
        for fact in facts:
            send(session, case_id, fact)


def send(session: Session, case_id: UUID, fact: Fact) -> None:
    """The same for a caller who has just asked `counted`."""
    record = _record(session, case_id)
    number = record.fact_number + 1
    record.source_key = record.source_key or new_source_key()
    sent = put(
        session,
        own_ring(session),
        pseudonym=record.pseudonym,
        source=source_name(record.source_key, fact.source_id),
        part=fact.part,
        number=number,
        codes=fact.codes,
    )
    record.fact_number = number
    if sent is not None:
        record.sent_facts = (*record.sent_facts[-_REMEMBERED:], sent.hex)


_REMEMBERED = 120
"""How many messages a file remembers: those older than that were merged long ago."""


def start_counting(session: Session, case_id: UUID, pseudonym: str = "") -> bool:
    """Give her a pseudonym: a fresh one, or the one that came with her referral. Returns whether she had
    none: then nothing that the file says was told so far."""
    record = _record(session, case_id)
    if record.pseudonym:
        return False
    record.pseudonym = pseudonym or new_pseudonym()
    record.fact_number = 0
    return True


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
