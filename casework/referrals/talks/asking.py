"""The network's side: asking for a talk because she agreed to it, taking it back, ending it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from auth.models import Ring, User
from casework.audit.chain import note
from casework.audit.models import Act
from casework.cases.actions import save
from casework.cases.models import Case
from casework.cases.writing import hold_open
from casework.consent import hooks
from casework.consent.actions import agree
from casework.consent.conversation import Conversation
from casework.consent.purposes import Purpose
from casework.core import clock
from casework.core.errors import NotVisible
from casework.people.actions import read_person
from casework.people.models import AskedTalk, Record
from casework.referrals.talks import letters
from casework.referrals.talks.errors import TalkAsked, TalkNotOpen, TalkTaken
from casework.referrals.talks.models import ANSWER_WITHIN, STANDS, Talk, TalkState
from casework.vault.acting import actor, own_ring
from casework.vault.folders import take
from casework.vault.heads import the_head


@dataclass(frozen=True)
class Told:
    """What the partner is told: the fields of the letter, and nothing else."""

    name: str
    way: str
    phone: str = ""
    days: tuple[str, ...] = ()
    hours: tuple[str, ...] = ()


@dataclass(frozen=True)
class Asked:
    """One request as the network's file knows it."""

    entry: AskedTalk
    talk: Talk

    @property
    def unread(self) -> bool:
        """Whether an answer has come that nobody has read yet."""
        answered = self.talk.state_today in (TalkState.TAKEN, TalkState.NOT_POSSIBLE)
        return answered and not self.entry.seen


def ask(
    session: Session, user: User, case: Case, to: Ring, told: Told, talked: Conversation, *, talk_id: UUID
) -> Talk:
    """Ask a partner for a talk, because she said yes to it. The same id a second time finds the first.

    The file's sheets have to be loaded. Raises AtRest, FileClosed, StillThinking, TalkAsked,
    NotCompared or KeyChanged.
    """
    take(session, case.id)
    known = asked_for(session, case.id)
    made = next((one.talk for one in known if one.talk.id == talk_id), None)
    if made is not None:
        return made
    hold_open(session, case)
    if any(one.talk.waits or (one.talk.taken and one.entry.recipient == to.id) for one in known):
        raise TalkAsked
    talk = _row(session, to, talk_id)
    consent = agree(
        session,
        user,
        case.id,
        Purpose.TALK,
        recipient=to,
        ends_on=talk.ends_on,
        conversation=talked,
    )
    body = letters.Request(talk.id.hex, told.name, told.way, told.phone, told.days, told.hours)
    letters.send(session, own_ring(session), to.id, talk, body)
    entry = AskedTalk(talk.id, consent.id, to.id, talk.asked_on)
    _keep(session, case.id, (*(one.entry for one in known), entry))
    note(session, actor(session), Act.SHARED, folder_id=case.id)
    return talk


def _row(session: Session, to: Ring, talk_id: UUID) -> Talk:
    today = clock.today()
    talk = Talk(
        id=talk_id,
        sender_ring_id=own_ring(session).id,
        recipient_ring_id=to.id,
        asked_on=today,
        answer_by=today + ANSWER_WITHIN,
        ends_on=today + STANDS,
        state=TalkState.WAITING,
    )
    session.add(talk)
    session.flush()
    return talk


def _keep(session: Session, case_id: UUID, entries: tuple[AskedTalk, ...]) -> None:
    """Saved as any part of the file is, so that nothing tells which part it was."""
    person = read_person(session, case_id, own_ring(session))
    person.record.talks = entries
    save(session, case_id, person)


def asked_for(session: Session, case_id: UUID) -> list[Asked]:
    """The requests of one file, the newest first. Its sheet has to be loaded."""
    return _with_talks(session, the_head(session, Record, case_id).talks)


def _with_talks(session: Session, entries: Sequence[AskedTalk]) -> list[Asked]:
    if not entries:
        return []
    query = select(Talk).where(Talk.id.in_([entry.talk_id for entry in entries]))
    talks = {talk.id: talk for talk in session.scalars(query)}
    found = [Asked(entry, talks[entry.talk_id]) for entry in entries if entry.talk_id in talks]
    return sorted(found, key=lambda one: (one.talk.asked_on, one.talk.id), reverse=True)


def unread(session: Session, case_ids: Sequence[UUID]) -> list[tuple[UUID, Asked]]:
    """Answers that nobody has read yet, with the file of each. The sheets have to be loaded."""
    records = session.scalars(select(Record).where(Record.folder_id.in_(list(case_ids))))
    files = {entry.talk_id: (row.folder_id, entry) for row in records if row.readable for entry in row.talks}
    found = _with_talks(session, [entry for _case_id, entry in files.values()])
    return [(files[one.talk.id][0], one) for one in found if one.unread]


def find_asked(session: Session, case_id: UUID, talk_id: UUID) -> Asked:
    """One of this file. Raises NotVisible."""
    for one in asked_for(session, case_id):
        if one.talk.id == talk_id:
            return one
    raise NotVisible


def recall(session: Session, case: Case, asked: Asked) -> None:
    """Take back what nobody has answered yet. Raises TalkTaken or TalkNotOpen."""
    talk = asked.talk
    lock(session, talk)
    if talk.taken:
        raise TalkTaken
    if talk.state is TalkState.RECALLED:
        return
    if not talk.waits:
        raise TalkNotOpen
    _end(session, talk, TalkState.RECALLED)
    note(session, actor(session), Act.SHARE_ENDED, folder_id=case.id)


def seen(session: Session, case: Case, asked: Asked) -> None:
    """The answer has been read: it leaves her day."""
    if not asked.unread:
        return
    take(session, case.id)
    entries = the_head(session, Record, case.id).talks
    done = tuple(replace(one, seen=True) if one == asked.entry else one for one in entries)
    _keep(session, case.id, done)


@hooks.on_end
def withdrawn(session: Session, case_id: UUID, consent_id: UUID) -> None:
    """She takes back her consent: the letter is gone in the same transaction, taken on or not. What
    the partner wrote by then stands in a file of its own, for which it asked her itself."""
    for entry in the_head(session, Record, case_id).talks:
        if entry.consent_id == consent_id:
            talk = session.get_one(Talk, entry.talk_id)
            lock(session, talk)
            if talk.state in (TalkState.WAITING, TalkState.TAKEN):
                _end(session, talk, TalkState.WITHDRAWN)


def _end(session: Session, talk: Talk, state: TalkState) -> None:
    letters.delete_all(session, [talk.id])
    talk.state = state
    session.flush()


def lock(session: Session, talk: Talk) -> None:
    """Hold a request until the transaction ends, and read it again."""
    session.refresh(talk, with_for_update=True)
