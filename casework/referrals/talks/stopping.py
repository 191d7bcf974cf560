"""The network's side: a request is taken back, or she takes back her yes."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from sqlalchemy.orm import Session

from auth.models import User
from casework.cases.models import Case
from casework.consent import hooks
from casework.consent.queries import standing
from casework.core import clock
from casework.people.models import AskedTalk, Record
from casework.referrals.talks.asking import Asked, asked_for, held, keep
from casework.referrals.talks.ending import end, lock
from casework.referrals.talks.errors import TalkNotOpen, TalkTaken
from casework.referrals.talks.models import OPEN, TalkState
from casework.vault.acting import actor
from casework.vault.heads import the_head


def recall(session: Session, user: User, case: Case, asked: Asked) -> None:
    """Take back what nobody has answered yet. Raises TalkTaken or TalkNotOpen."""
    entries = tuple(one.entry for one in held(session, case.id))
    talk = asked.talk
    lock(session, talk)
    if talk.taken:
        raise TalkTaken
    if talk.state is TalkState.RECALLED:
        return
    if not talk.waits:
        raise TalkNotOpen
    end(session, talk, TalkState.RECALLED)
    _write(session, case.id, _ended(entries, talk.id, user.id, by_her=False))


def stop(session: Session, user: User, case: Case, asked: Asked) -> None:
    """She takes back her yes: the letter is gone in the same transaction, taken on or not. What the
    partner wrote by then stands in a file of its own, for which it asked her itself."""
    entries = tuple(one.entry for one in held(session, case.id))
    lock(session, asked.talk)
    if asked.talk.state not in OPEN:
        return
    end(session, asked.talk, TalkState.WITHDRAWN)
    _write(session, case.id, _ended(entries, asked.talk.id, user.id, by_her=True))


@hooks.on_rest
def rested(session: Session, case_id: UUID) -> None:
    """She is no longer to be helped here: what was told elsewhere for a talk goes with that."""
    record = the_head(session, Record, case_id)
    for one in asked_for(session, case_id):
        lock(session, one.talk)
        if one.talk.state in OPEN:
            end(session, one.talk, TalkState.WITHDRAWN)
            record.talks = _ended(record.talks, one.talk.id, actor(session).user_id, by_her=True)


def _ended(
    entries: tuple[AskedTalk, ...], talk_id: UUID, by: UUID | None, *, by_her: bool
) -> tuple[AskedTalk, ...]:
    today = clock.today()
    return tuple(
        replace(one, ended_on=today, ended_by=by, by_her=by_her) if one.talk_id == talk_id else one
        for one in entries
    )


def _write(session: Session, case_id: UUID, entries: tuple[AskedTalk, ...]) -> None:
    """Stopping is possible in whatever state the file is, at rest too."""
    if standing(session, case_id).at_rest:
        the_head(session, Record, case_id).talks = entries
    else:
        keep(session, case_id, entries)
