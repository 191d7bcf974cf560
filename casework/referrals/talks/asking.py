"""The network's side: asking for a talk because she agreed to it, and what the file knows of it.

The file keeps everything in its record, and notes nothing but that the record was saved: a copy of the
database does not tell for whom somebody asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from auth.models import Ring, User
from casework.cases.actions import save
from casework.cases.models import Case
from casework.cases.writing import hold_open
from casework.consent import notice
from casework.consent.conversation import Conversation
from casework.core import clock
from casework.core.db import new_id
from casework.core.errors import NotVisible
from casework.people.actions import read_person
from casework.people.models import AskedTalk, Record, SaidOfTalk
from casework.referrals.talks import letters
from casework.referrals.talks.ending import rests_on
from casework.referrals.talks.errors import TalkAsked, TalkWithMinor
from casework.referrals.talks.models import ANSWER_WITHIN, STANDS, Talk, TalkState
from casework.referrals.talks.under_age import may_be_under_18
from casework.vault.acting import own_ring
from casework.vault.folders import take
from casework.vault.heads import the_head


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
    session: Session,
    user: User,
    case: Case,
    to: Ring,
    told: letters.Told,
    talked: Conversation,
    *,
    form_id: UUID,
) -> Talk:
    """Ask a partner for a talk, because she said yes to it. The same form a second time finds the
    first. The request's own id is made here, so that no form can bring that of a file.

    The file's sheets have to be loaded. Raises AtRest, FileClosed, StillThinking, TalkWithMinor,
    TalkAsked, NotCompared or KeyChanged.
    """
    known = held(session, case.id)
    made = next((one.talk for one in known if one.entry.form_id == form_id), None)
    if made is not None:
        return made
    hold_open(session, case)
    if may_be_under_18(session, case):
        raise TalkWithMinor
    if any(one.talk.waits or (one.talk.taken and one.entry.recipient == to.id) for one in known):
        raise TalkAsked
    talked.check()
    rest = rests_on(session, case)
    talk = _row(session, to, rest.code)
    body = letters.Request(**asdict(told), talk=talk.id.hex, until=rest.until.isoformat())
    letters.send(session, own_ring(session), to.id, talk, body)
    entry = AskedTalk(talk.id, form_id, to.id, talk.asked_on, _said(user, talked))
    keep(session, case.id, (*(one.entry for one in known), entry))
    return talk


def _row(session: Session, to: Ring, ends_with: bytes) -> Talk:
    today = clock.today()
    talk = Talk(
        id=new_id(),
        sender_ring_id=own_ring(session).id,
        recipient_ring_id=to.id,
        asked_on=today,
        answer_by=today + ANSWER_WITHIN,
        ends_on=today + STANDS,
        state=TalkState.WAITING,
        ends_with=ends_with,
    )
    session.add(talk)
    session.flush()
    return talk


def _said(user: User, talked: Conversation) -> SaidOfTalk:
    return SaidOfTalk(
        given_on=talked.given_on,
        entered_at=clock.now(),
        entered_by=user.id,
        method=talked.method,
        how_said=talked.how_said,
        explained_language=talked.explained_language,
        explained_by=talked.explained_by,
        paper_number=talked.paper_number,
        paper_kept=talked.paper_kept,
        witness=talked.witness.as_what if talked.witness else "",
        notice_version=notice.VERSION,
        notice_language=talked.notice_language,
        notice_hash=notice.digest(talked.notice_language),
    )


def held(session: Session, case_id: UUID) -> list[Asked]:
    """The requests of one file, as they stand now and until the transaction ends."""
    take(session, case_id)
    session.refresh(the_head(session, Record, case_id))
    return asked_for(session, case_id)


def keep(session: Session, case_id: UUID, entries: tuple[AskedTalk, ...]) -> None:
    """Saved as any part of the file is, so that nothing tells which part it was. Raises AtRest."""
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


def seen(session: Session, case: Case, asked: Asked) -> None:
    """The answer has been read: it leaves her day."""
    if not asked.unread:
        return
    entries = [one.entry for one in held(session, case.id)]
    read = asked.entry.talk_id
    keep(session, case.id, tuple(replace(one, seen=one.seen or one.talk_id == read) for one in entries))
