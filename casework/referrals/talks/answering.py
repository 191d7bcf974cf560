"""The partner's side: a caseworker takes a talk on, or nobody can. No word goes back of what follows."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Select, exists, or_, select
from sqlalchemy.orm import Session

from auth.models import Ring, User
from auth.policy import Permission
from casework.audit.chain import note
from casework.audit.models import Act
from casework.cases.models import Case
from casework.core import clock
from casework.core.errors import NotVisible
from casework.referrals.talks import letters
from casework.referrals.talks.ending import lock
from casework.referrals.talks.errors import TalkNotOpen
from casework.referrals.talks.models import Talk, TalkLetter, TalkLetterKind, TalkState
from casework.vault.acting import actor, own_ring


def received_by(user: User) -> Select[Talk]:
    """The requests to her organisation: what is taken on is open to whoever took it, and to those to
    whom every file is open."""
    ring = select(Ring.id).where(Ring.organisation_id == user.organisation_id)
    query = select(Talk).where(Talk.recipient_ring_id.in_(ring))
    if not user.may(Permission.TALKS_RECEIVE):
        return query.where(Talk.id.is_(None))
    if user.may(Permission.ASSIGN):
        return query
    return query.where(or_(Talk.taken_by.is_(None), Talk.taken_by == user.id))


def received(session: Session, user: User) -> Sequence[Talk]:
    """Those that wait, the longest first; those taken on; then the others, newest first."""
    found = session.scalars(received_by(user).order_by(Talk.answer_by, Talk.id)).all()
    waiting, taken = [one for one in found if one.waits], [one for one in found if one.taken]
    return [*waiting, *taken, *reversed([one for one in found if not (one.waits or one.taken)])]


def to_do(session: Session, user: User) -> list[Talk]:
    """What waits for an answer, and what she has taken on while its letter is there."""
    lies = exists().where(TalkLetter.talk_id == Talk.id, TalkLetter.kind == TalkLetterKind.REQUEST)
    found = session.scalars(received_by(user).where(lies).order_by(Talk.answer_by, Talk.id))
    return [one for one in found if one.waits or (one.taken and one.taken_by == user.id)]


def find_received(session: Session, user: User, talk_id: UUID) -> Talk:
    """One that came to us. Raises NotVisible, the same as for a random id."""
    talk = session.scalar(received_by(user).where(Talk.id == talk_id))
    if talk is None:
        raise NotVisible
    return talk


def take_on(session: Session, user: User, talk: Talk) -> None:
    """Take a talk on: her name and the way to reach her are shown from now on, to whoever took it.
    Twice is once. Raises TalkNotOpen, NotAsSent, NotCompared or KeyChanged."""
    lock(session, talk)
    if talk.taken and talk.taken_by == user.id:
        return
    if not talk.waits:
        raise TalkNotOpen
    letters.keep(session, own_ring(session), talk)
    talk.state, talk.taken_by, talk.answered_on = TalkState.TAKEN, user.id, clock.today()
    note(session, actor(session), Act.SHARE_ACCEPTED, subject_id=talk.id)
    session.flush()


def refuse(session: Session, talk: Talk, reason: str) -> None:
    """Say that it is not possible here, for a reason from the list that is about us. The letter is
    gone. Raises TalkNotOpen."""
    lock(session, talk)
    if talk.state is TalkState.NOT_POSSIBLE:
        return
    if not talk.waits:
        raise TalkNotOpen
    letters.delete_all(session, [talk.id])
    answer = letters.Answer(talk.id.hex, reason)
    letters.send(session, own_ring(session), talk.sender_ring_id, talk, answer)
    talk.state, talk.answered_on = TalkState.NOT_POSSIBLE, clock.today()
    note(session, actor(session), Act.SHARE_ENDED, subject_id=talk.id)
    session.flush()


def taken_letter(session: Session, user: User, talk_id: UUID) -> letters.Request:
    """What the letter of a talk that is taken on says. Raises NotVisible once it is gone."""
    talk = find_received(session, user, talk_id)
    letter = letters.request_of(session, own_ring(session), talk) if talk.taken else None
    if letter is None:
        raise NotVisible
    return letter


def is_begun(session: Session, talk: Talk, letter: letters.Request) -> bool:
    """Whether the first conversation has led to a file already."""
    if not talk.taken or letter.file_id is None:
        return False
    return session.get(Case, letter.file_id) is not None


def forget_letter(session: Session, user: User, talk_id: UUID) -> None:
    """They have spoken, or will not: the letter is gone. The state stays as it is, for whether a file
    came of it is told to nobody. Not noted either: beside a file that she has just opened, a note would
    tell that a network sent her. Who took it on is noted."""
    talk = find_received(session, user, talk_id)
    lock(session, talk)
    if talk.state is not TalkState.TAKEN:
        return
    letters.delete_all(session, [talk.id])
    session.flush()


def end_lapsed(session: Session) -> int:
    """Delete the letters that the clock refuses already. Needs no key, so a command does it at night.
    Returns how many requests ended."""
    today = clock.today()
    waits = (Talk.state == TalkState.WAITING) & (Talk.answer_by < today)
    stands = (Talk.state == TalkState.TAKEN) & (Talk.ends_on < today)
    query = select(Talk).where(or_(waits, stands)).order_by(Talk.id)
    due = session.scalars(query.with_for_update(skip_locked=True)).all()
    letters.delete_all(session, [talk.id for talk in due])
    for talk in due:
        talk.state = TalkState.LAPSED
    session.flush()
    return len(due)
