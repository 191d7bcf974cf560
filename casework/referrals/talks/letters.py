"""What goes between a network and a partner about a talk: a name, one safe way, good times. No reason."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from auth.held import HeldRing
from casework.core import clock
from casework.core.db import new_id
from casework.referrals import post
from casework.referrals.talks.errors import TalkNotOpen
from casework.referrals.talks.models import Talk, TalkLetter, TalkLetterKind
from casework.vault.messages import Inbox, NotAsSent


@dataclass(frozen=True)
class Told:
    """All that the partner is told: what she is called, one way to reach her, and when."""

    name: str
    way: str
    phone: str = ""
    days: tuple[str, ...] = ()
    hours: tuple[str, ...] = ()


@dataclass(frozen=True)
class Request(Told):
    """The same in its letter, with the talk that it is about. `until` is the last day on which it may be
    read: it stands here and not in the row, where a day before the thirtieth would tell of a share that
    ends on it. `file` is drawn by whoever takes it on, for the file that may come of it."""

    talk: str = ""
    until: str = ""
    file: str = ""

    @property
    def ends_on(self) -> date:
        """The last day on which it may be read; a letter of before this was told has only its row's end."""
        return date.fromisoformat(self.until) if self.until else date.max

    @property
    def file_id(self) -> UUID | None:
        """The id of the file that may come of it: one, however often somebody begins. None in a letter
        that was taken on before one was drawn."""
        return UUID(self.file) if self.file else None


@dataclass(frozen=True)
class Answer:
    """Why no talk is possible there: a code of `talk_reason`, about the partner and never about her."""

    talk: str
    reason: str


_BODIES: dict[TalkLetterKind, type[Request] | type[Answer]] = {
    TalkLetterKind.REQUEST: Request,
    TalkLetterKind.ANSWER: Answer,
}


def send(session: Session, ring: HeldRing, to_ring: UUID, talk: Talk, body: Request | Answer) -> None:
    """Write to the other side. Raises NotCompared or KeyChanged."""
    kind = TalkLetterKind.REQUEST if isinstance(body, Request) else TalkLetterKind.ANSWER
    post.send(session, ring, to_ring, TalkLetter(talk_id=talk.id, kind=kind), body)


def request_of(session: Session, ring: HeldRing, talk: Talk) -> Request | None:
    """What a network wrote to us; None once it is gone or its time is over. Raises NotAsSent if it was
    forged or moved."""
    letter = _to_us(session, ring, talk, TalkLetterKind.REQUEST)
    if letter is None:
        return None
    body = _read(session, ring, letter)
    if not isinstance(body, Request):
        raise NotAsSent
    return body if clock.today() <= body.ends_on else None


def answer_of(session: Session, ring: HeldRing, talk: Talk) -> str:
    """Why a partner cannot, as a code of `talk_reason`; "" if nothing was written."""
    letter = _to_us(session, ring, talk, TalkLetterKind.ANSWER)
    if letter is None:
        return ""
    body = _read(session, ring, letter)
    return body.reason if isinstance(body, Answer) else ""


def keep(session: Session, ring: HeldRing, talk: Talk) -> None:
    """Put what we took on under our own key, with the id of the file that may come of it: the network
    does not know it. Raises TalkNotOpen where its time is over, NotAsSent if it is gone or was forged."""
    letter = _to_us(session, ring, talk, TalkLetterKind.REQUEST)
    if letter is None:
        raise NotAsSent
    told = request_of(session, ring, talk)
    if told is None:
        raise TalkNotOpen
    body = post.as_text(replace(told, file=new_id().hex))
    letter.blob = Inbox(session, ring).keep(letter.bound_as, letter, body)


def delete_all(session: Session, talk_ids: Iterable[UUID]) -> None:
    """Delete what was written about some talks. Needs no key."""
    session.execute(delete(TalkLetter).where(TalkLetter.talk_id.in_(list(talk_ids))))


def _to_us(session: Session, ring: HeldRing, talk: Talk, kind: TalkLetterKind) -> TalkLetter | None:
    query = select(TalkLetter).where(TalkLetter.talk_id == talk.id, TalkLetter.kind == kind)
    return session.scalar(query.where(TalkLetter.recipient_ring_id == ring.id).order_by(TalkLetter.id))


def _read(session: Session, ring: HeldRing, letter: TalkLetter) -> Request | Answer:
    told = post.read(Inbox(session, ring), letter)
    body = _BODIES[letter.kind](**told)
    if body.talk != letter.talk_id.hex:
        raise NotAsSent
    return body
